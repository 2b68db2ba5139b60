"""A Figure of its own, a title, a grid, a logarithmic y axis, lines set by name."""
# exercise: 4.3

from matplotlib.figure import Figure


def plot_history(history):
    figure = Figure()
    axes = figure.add_subplot()
    axes.grid(alpha=0.3)
    axes.axhline(0, color="grey", linewidth=0.5)
    (accuracy,) = axes.plot(history.test_seen, history.test_accuracy)
    (test,) = axes.plot(history.test_seen, history.test_loss, marker="o")
    (train,) = axes.plot(history.train_seen, history.train_loss)
    for line, label in [(train, "train loss"), (test, "test loss"), (accuracy, "test accuracy")]:
        line.set_label(label)
    axes.set(
        xlabel="number of training examples seen",
        ylabel="negative log likelihood loss",
        yscale="log",
        title="My first network",
    )
    figure.legend()
    return figure
