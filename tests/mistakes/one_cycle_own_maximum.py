"""The maximum is the optimiser's own rate."""
# exercise: 5.2
# mistake: maximum-ignored


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [group["lr"] for group in optimizer.param_groups],
        total_steps=n_steps,
        pct_start=warm_up,
        cycle_momentum=False,
    )
