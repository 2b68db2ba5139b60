"""Straight lines, and the momentum is cycled too."""
# exercise: 5.2
# mistake: momentum-cycled+straight-lines


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_learning_rate, total_steps=n_steps, pct_start=warm_up, anneal_strategy="linear"
    )
