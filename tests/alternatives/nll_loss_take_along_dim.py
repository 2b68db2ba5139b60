"""torch.take_along_dim."""
# exercise: 2.4


def nll_loss(log_probs, labels):
    return -torch.take_along_dim(log_probs, labels.reshape(-1, 1), dim=1).mean()
