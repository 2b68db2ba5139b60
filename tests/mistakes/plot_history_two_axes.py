"""Losses and accuracy in two axes, side by side."""
# exercise: 4.3
# mistake: more-than-one-axes


def plot_history(history):
    figure = Figure(figsize=(10, 4))
    left, right = figure.subplots(1, 2)
    left.plot(history.train_seen, history.train_loss, label="train loss")
    left.plot(history.test_seen, history.test_loss, label="test loss")
    right.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    for axes in (left, right):
        axes.set_xlabel("number of training examples seen")
        axes.set_ylabel("negative log likelihood loss")
        axes.legend()
    return figure
