"""The loop has a round for each class."""
# exercise: 2.4
# mistake: loop-past-last-row


def nll_loss(log_probs, labels):
    total = 0
    for i in range(log_probs.shape[1]):
        total = total - log_probs[i][labels[i]]
    return total / len(labels)
