"""The number of steps is left out."""
# exercise: 5.2
# mistake: number-of-steps-missing


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(optimizer, max_learning_rate, pct_start=warm_up, cycle_momentum=False)
