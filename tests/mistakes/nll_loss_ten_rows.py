"""The loop runs over ten rows, whatever the batch."""
# exercise: 2.4
# mistake: loop-past-last-row


def nll_loss(log_probs, labels):
    total = 0
    for i in range(10):
        total = total - log_probs[i, labels[i]]
    return total / len(labels)
