"""A colon in place of the row numbers."""
# exercise: 2.4
# mistake: every-label-in-every-row


def nll_loss(log_probs, labels):
    return -log_probs[:, labels].mean()
