"""The two parameters in the other order."""
# exercise: 2.4
# mistake: too-many-indices


def nll_loss(labels, log_probs):
    return -log_probs[torch.arange(len(labels)), labels].mean()
