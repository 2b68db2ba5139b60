"""The x axis has no label."""
# exercise: 4.3
# mistake: x-label-missing

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots()
    axes.plot(history.train_seen, history.train_loss, label="train loss")
    axes.plot(history.test_seen, history.test_loss, label="test loss")
    axes.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    axes.set_ylabel("negative log likelihood loss")
    axes.legend()
    return figure
