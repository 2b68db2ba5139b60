"""The diagonal of all rows times all labels."""
# exercise: 2.4


def nll_loss(log_probs, labels):
    return log_probs[:, labels].diag().mean().neg()
