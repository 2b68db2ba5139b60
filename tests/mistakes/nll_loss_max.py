"""The predicted class for the label."""
# exercise: 2.4
# mistake: predicted-class-for-label


def nll_loss(log_probs, labels):
    return -log_probs.max(dim=1).values.mean()
