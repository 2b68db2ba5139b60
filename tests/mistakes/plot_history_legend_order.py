"""The list for the legend is not in the order of the lines."""
# exercise: 4.3
# mistake: test-labels-swapped

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots()
    axes.plot(history.train_seen, history.train_loss)
    axes.plot(history.test_seen, history.test_loss)
    axes.plot(history.test_seen, history.test_accuracy)
    axes.set_xlabel("number of training examples seen")
    axes.set_ylabel("negative log likelihood loss")
    axes.legend(["train loss", "test accuracy", "test loss"])
    return figure
