"""Two schedulers, one for the rise and one for the fall."""
# exercise: 5.2

from torch.optim.lr_scheduler import LambdaLR, SequentialLR


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    for group in optimizer.param_groups:
        group["lr"] = max_learning_rate
    peak = warm_up * n_steps - 1
    begin = int(peak) + 1  # of the fall

    def cosine(a, b, x):
        return b + (a - b) * (1 + np.cos(np.pi * x)) / 2

    rise = LambdaLR(optimizer, lambda t: cosine(1 / 25, 1, t / peak))
    fall = LambdaLR(optimizer, lambda t: cosine(1, 1 / 250000, (t + begin - peak) / (n_steps - 1 - peak)))
    return SequentialLR(optimizer, [rise, fall], milestones=[begin])
