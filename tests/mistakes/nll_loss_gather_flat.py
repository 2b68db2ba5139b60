"""gather with flat labels."""
# exercise: 2.4
# mistake: gather-dimensions


def nll_loss(log_probs, labels):
    return -log_probs.gather(1, labels).mean()
