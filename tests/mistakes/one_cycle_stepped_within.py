"""The scheduler is stepped before it is returned."""
# exercise: 5.2
# mistake: step-ahead


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_learning_rate, total_steps=n_steps, pct_start=warm_up, cycle_momentum=False
    )
    scheduler.step()
    return scheduler
