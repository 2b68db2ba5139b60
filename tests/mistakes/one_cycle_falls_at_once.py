"""div_factor 1 and no warm-up."""
# exercise: 5.2
# mistake: no-warm-up


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    for group in optimizer.param_groups:
        group["lr"] = max_learning_rate
    return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, n_steps - 1, eta_min=max_learning_rate / 250000)
