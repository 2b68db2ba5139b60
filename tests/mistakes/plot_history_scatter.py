"""The test loss is scattered, as in the tutorial."""
# exercise: 4.3
# mistake: scatter-for-line

import matplotlib.pyplot as plt


def plot_history(history):
    figure = plt.figure()
    plt.plot(history.train_seen, history.train_loss, label="train loss")
    plt.scatter(history.test_seen, history.test_loss, label="test loss")
    plt.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    plt.xlabel("number of training examples seen")
    plt.ylabel("negative log likelihood loss")
    plt.legend()
    return figure
