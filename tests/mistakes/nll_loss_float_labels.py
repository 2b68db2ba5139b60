"""The labels are made floats, and then indices."""
# exercise: 2.4
# mistake: wrong-dtype


def nll_loss(log_probs, labels):
    labels = labels.float()
    return -log_probs[torch.arange(len(labels)), labels].mean()
