"""In single precision."""
# exercise: 5.2


def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):
    peak, high, low = warm_up * n_steps - 1, max_learning_rate, max_learning_rate / 250000

    def factor(t):
        t = torch.tensor(float(t))
        if t <= peak:
            return ((high + high / 25) / 2 - (high - high / 25) / 2 * torch.cos(torch.pi * t / peak)).item()
        return ((high + low) / 2 + (high - low) / 2 * torch.cos(torch.pi * (t - peak) / (n_steps - 1 - peak))).item()

    for group in optimizer.param_groups:
        group["lr"] = 1.0
    return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
