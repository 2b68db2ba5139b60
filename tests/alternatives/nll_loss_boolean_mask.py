"""A mask of the true classes, then the mean of what it keeps."""
# exercise: 2.4


def nll_loss(log_probs, labels):
    truth = labels[:, None] == torch.arange(log_probs.shape[1])
    return -log_probs[truth].mean()
