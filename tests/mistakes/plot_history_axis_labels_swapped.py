"""The labels of the axes are swapped."""
# exercise: 4.3
# mistake: axis-labels-swapped

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots()
    axes.plot(history.train_seen, history.train_loss, label="train loss")
    axes.plot(history.test_seen, history.test_loss, label="test loss")
    axes.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    axes.set_ylabel("number of training examples seen")
    axes.set_xlabel("negative log likelihood loss")
    axes.legend()
    return figure
