"""pct_start is taken for the share of the fall."""
# exercise: 5.2
# mistake: warm-up-inverted


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_learning_rate, total_steps=n_steps, pct_start=1 - warm_up, cycle_momentum=False
    )
