"""A loop over the labels that reads one row."""
# exercise: 2.4
# mistake: first-row-only


def nll_loss(log_probs, labels):
    total = 0
    for i in range(len(labels)):
        total = total - log_probs[0][labels[i]]
    return total / len(labels)
