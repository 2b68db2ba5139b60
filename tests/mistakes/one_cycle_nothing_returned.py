"""The return is missing."""
# exercise: 5.2
# mistake: nothing-returned


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_learning_rate, total_steps=n_steps, pct_start=warm_up, cycle_momentum=False
    )
