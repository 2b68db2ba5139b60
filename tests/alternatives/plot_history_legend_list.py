"""pyplot's current axes, and the labels given to the legend."""
# exercise: 4.3

import matplotlib.pyplot as plt


def plot_history(history):
    fig = plt.figure()
    plt.plot(history.train_seen, history.train_loss, color="blue")
    plt.plot(history.test_seen, history.test_loss, "o", color="red", zorder=3)
    plt.plot(history.test_seen, history.test_accuracy, "g.-")
    plt.legend(["Train Loss", "Test Loss", "Test Accuracy"], loc="upper right")
    plt.xlabel("Number of training examples seen")
    plt.ylabel("Negative log likelihood loss")
    return fig
