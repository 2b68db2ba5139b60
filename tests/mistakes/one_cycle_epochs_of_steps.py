"""n_steps is taken for the number of epochs."""
# exercise: 5.2
# mistake: cycle-too-long


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_learning_rate, epochs=n_steps, steps_per_epoch=10, pct_start=warm_up, cycle_momentum=False
    )
