"""LambdaLR, with a function for each group that divides by its own rate."""
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
    def factor_of(own):
        return lambda step: rate_at(step, max_learning_rate, n_steps, warm_up) / own

    factors = [factor_of(group["lr"]) for group in optimizer.param_groups]
    return torch.optim.lr_scheduler.LambdaLR(optimizer, factors)
