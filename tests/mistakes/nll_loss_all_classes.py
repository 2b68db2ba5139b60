"""The labels are not used."""
# exercise: 2.4
# mistake: mean-over-all-classes


def nll_loss(log_probs, labels):
    return -log_probs.mean()
