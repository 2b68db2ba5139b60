"""No line has a label."""
# exercise: 4.3
# mistake: label-missing

import matplotlib.pyplot as plt


def plot_history(history):
    figure, axes = plt.subplots()
    axes.plot(history.train_seen, history.train_loss)
    axes.plot(history.test_seen, history.test_loss)
    axes.plot(history.test_seen, history.test_accuracy)
    axes.set_xlabel("number of training examples seen")
    axes.set_ylabel("negative log likelihood loss")
    axes.legend()
    return figure
