"""All steps are one epoch's."""
# exercise: 5.2


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_learning_rate, epochs=1, steps_per_epoch=n_steps, pct_start=warm_up, cycle_momentum=False
    )
