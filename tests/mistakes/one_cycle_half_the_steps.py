"""Half of the steps."""
# exercise: 5.2
# mistake: too-few-steps


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_learning_rate, total_steps=n_steps // 2, pct_start=warm_up, cycle_momentum=False
    )
