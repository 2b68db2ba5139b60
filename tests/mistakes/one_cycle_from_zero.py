"""Begins at 0."""
# exercise: 5.2
# mistake: begins-at-zero

import math


def rate_at(step, highest, n_steps, warm_up):
    peak = warm_up * n_steps - 1
    if step <= peak:
        a, b, x = 0.0, highest, step / peak
    else:
        a, b, x = highest, highest / 250000, (step - peak) / (n_steps - 1 - peak)
    return b + (a - b) * (1 + math.cos(math.pi * x)) / 2


class OneCycle:
    def __init__(self, optimizer, *settings):
        self.optimizer, self.settings, self.number = optimizer, settings, 0
        self.set()

    def step(self):
        self.number += 1
        self.set()

    def set(self):
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(self.number, *self.settings)


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    return OneCycle(optimizer, max_learning_rate, n_steps, warm_up)
