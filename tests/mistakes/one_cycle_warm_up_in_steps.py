"""pct_start is given in steps."""
# exercise: 5.2
# mistake: warm-up-in-steps


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_learning_rate, total_steps=n_steps, pct_start=warm_up * n_steps, cycle_momentum=False
    )
