"""Straight lines."""
# exercise: 5.2
# mistake: straight-lines


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_learning_rate,
        total_steps=n_steps,
        pct_start=warm_up,
        cycle_momentum=False,
        anneal_strategy="linear",
    )
