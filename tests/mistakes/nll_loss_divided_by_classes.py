"""The sum divided by the number of classes."""
# exercise: 2.4
# mistake: sum-for-mean+divided-by-classes


def nll_loss(log_probs, labels):
    rows = torch.arange(labels.size(0))
    return -log_probs[rows, labels].sum() / log_probs.size(1)
