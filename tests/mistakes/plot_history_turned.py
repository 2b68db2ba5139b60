"""x and y are swapped in all three lines."""
# exercise: 4.3
# mistake: axes-swapped

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots()
    axes.plot(history.train_loss, history.train_seen, label="train loss")
    axes.plot(history.test_loss, history.test_seen, label="test loss")
    axes.plot(history.test_accuracy, history.test_seen, label="test accuracy")
    axes.set_xlabel("number of training examples seen")
    axes.set_ylabel("negative log likelihood loss")
    axes.legend()
    return figure
