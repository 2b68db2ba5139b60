"""The cosine of another scheduler, from the maximum."""
# exercise: 5.2
# mistake: no-warm-up


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    for group in optimizer.param_groups:
        group["lr"] = max_learning_rate
    return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=n_steps)
