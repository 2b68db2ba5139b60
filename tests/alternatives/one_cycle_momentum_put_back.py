"""The momentum would be cycled, between two equal values."""
# exercise: 5.2


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    if "betas" in optimizer.param_groups[0]:
        momenta = [group["betas"][0] for group in optimizer.param_groups]
    else:
        momenta = [group["momentum"] for group in optimizer.param_groups]
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=max_learning_rate,
        total_steps=n_steps,
        pct_start=warm_up,
        base_momentum=momenta,
        max_momentum=momenta,
    )
