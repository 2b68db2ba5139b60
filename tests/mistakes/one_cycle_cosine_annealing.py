"""The cosine of another scheduler."""
# exercise: 5.2
# mistake: own-rate-annealed


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=n_steps)
