"""axes.set_xlabel = ...: the method is overwritten."""
# exercise: 4.3
# mistake: axis-labels-missing


def plot_history(history):
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.plot(history.train_seen, history.train_loss, label="train loss")
    axes.plot(history.test_seen, history.test_loss, label="test loss")
    axes.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    axes.set_xlabel = "number of training examples seen"
    axes.set_ylabel = "negative log likelihood loss"
    axes.legend()
    return figure
