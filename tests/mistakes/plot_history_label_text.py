"""The lines have other names."""
# exercise: 4.3
# mistake: label-text

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots()
    axes.plot(history.train_seen, history.train_loss, label="training")
    axes.plot(history.test_seen, history.test_loss, label="test")
    axes.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    axes.set_xlabel("number of training examples seen")
    axes.set_ylabel("negative log likelihood loss")
    axes.legend()
    return figure
