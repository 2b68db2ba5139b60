"""One-hot labels only as wide as the largest label of the batch."""
# exercise: 2.4
# mistake: one-hot-too-narrow


def nll_loss(log_probs, labels):
    mask = F.one_hot(labels)
    return -(log_probs * mask).sum(dim=1).mean()
