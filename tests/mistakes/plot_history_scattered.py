"""Scatter for the test loss: points, no line."""
# exercise: 4.3
# mistake: scatter-for-line


def plot_history(history):
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.plot(history.train_seen, history.train_loss, label="train loss")
    axes.scatter(history.test_seen, history.test_loss, label="test loss")
    axes.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    axes.set_xlabel("number of training examples seen")
    axes.set_ylabel("negative log likelihood loss")
    axes.legend()
    return figure
