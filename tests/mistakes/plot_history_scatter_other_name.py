"""Points for a line, and another line of another name."""
# exercise: 4.3
# mistake: scatter-for-line+label-text

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots()
    axes.scatter(history.train_seen, history.train_loss, label="train loss")
    axes.plot(history.test_seen, history.test_loss, label="loss of the test set")
    axes.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    axes.set_xlabel("number of training examples seen")
    axes.set_ylabel("negative log likelihood loss")
    axes.legend()
    return figure
