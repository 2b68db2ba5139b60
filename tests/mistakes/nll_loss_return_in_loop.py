"""return stands one level too deep."""
# exercise: 2.4
# mistake: return-in-loop


def nll_loss(log_probs, labels):
    total = 0.0
    for i in range(len(labels)):
        total = total - log_probs[i, labels[i]]
        return total / len(labels)
