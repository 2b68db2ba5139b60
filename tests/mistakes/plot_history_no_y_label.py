"""The y axis has no label."""
# exercise: 4.3
# mistake: y-label-missing

import matplotlib.pyplot as plt


def plot_history(history):
    plt.figure()
    plt.plot(history.train_seen, history.train_loss, label="train loss")
    plt.plot(history.test_seen, history.test_loss, label="test loss")
    plt.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    plt.xlabel("number of training examples seen")
    plt.legend()
    return plt.gcf()
