"""LambdaLR, with factors of a rate that was set to 1 before."""
# exercise: 5.2

import math


def rate_at(step, highest, n_steps, warm_up):
    peak = warm_up * n_steps - 1
    if step <= peak:
        a, b, x = highest / 25, highest, step / peak
    else:
        a, b, x = highest, highest / 250000, (step - peak) / (n_steps - 1 - peak)
    return b + (a - b) * (1 + math.cos(math.pi * x)) / 2


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    for group in optimizer.param_groups:
        group["lr"] = 1.0
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, max_learning_rate, n_steps, warm_up))
