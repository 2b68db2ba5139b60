"""The current figure, cleared first; other capitals."""
# exercise: 4.3

import matplotlib.pyplot as plt


def plot_history(history):
    plt.clf()
    plt.plot(history.train_seen, history.train_loss, label="Train loss")
    plt.plot(history.test_seen, history.test_loss, label="test loss")
    plt.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    plt.xlabel("Number of training examples seen")
    plt.ylabel("negative log likelihood loss")
    plt.legend()
    return plt.gcf()
