"""pct_start is left out."""
# exercise: 5.2
# mistake: warm-up-ignored


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(optimizer, max_learning_rate, total_steps=n_steps, cycle_momentum=False)
