"""The legend is given its handles, in another order than they were drawn."""
# exercise: 4.3

import matplotlib.pyplot as plt


def plot_history(history):
    fig, ax = plt.subplots(1, 1, figsize=(8, 5))
    a = ax.plot(history.train_seen, history.train_loss, "C0")[0]
    b = ax.plot(history.test_seen, history.test_loss, "C1")[0]
    c = ax.plot(history.test_seen, history.test_accuracy, "C2")[0]
    ax.legend(handles=[c, b, a], labels=["test accuracy", " Test loss", "TRAIN LOSS"])
    ax.set_xlabel("Number of Training Examples Seen")
    ax.set_ylabel("Negative Log Likelihood Loss")
    fig.tight_layout()
    return fig
