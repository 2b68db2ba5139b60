"""axes.set(...), a grid, a title, own limits."""
# exercise: 4.3


def plot_history(history):
    figure = Figure()
    axes = figure.add_subplot()
    for seen, values, name in [
        (history.train_seen, history.train_loss, "train loss"),
        (history.test_seen, history.test_loss, "test loss"),
        (history.test_seen, history.test_accuracy, "test accuracy"),
    ]:
        axes.plot(torch.tensor(seen), torch.tensor(values), marker=".", label=name)
    axes.set(
        xlabel="number of training examples seen",
        ylabel="negative log likelihood loss",
        title="the run",
        ylim=(0, None),
    )
    axes.grid(True)
    axes.legend(loc="upper right")
    return figure
