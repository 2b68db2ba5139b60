"""=- for -=, so that only the last example counts."""
# exercise: 2.4
# mistake: minus-behind-equals


def nll_loss(log_probs, labels):
    total = torch.zeros(())
    for row, label in zip(log_probs, labels):
        total =- row[label]  # fmt: skip
    return total / len(labels)
