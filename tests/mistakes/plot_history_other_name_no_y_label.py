"""A line of another name, and no label of the y axis."""
# exercise: 4.3
# mistake: label-text+y-label-missing

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots()
    axes.plot(history.train_seen, history.train_loss, label="train loss")
    axes.plot(history.test_seen, history.test_loss, label="loss of the test set")
    axes.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    axes.set_xlabel("number of training examples seen")
    axes.legend()
    return figure
