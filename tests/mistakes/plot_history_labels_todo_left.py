"""Three lines, but the axes are not labelled yet and there is no legend."""
# exercise: 4.3
# mistake: legend-missing+axis-labels-missing


def plot_history(history):
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.plot(history.train_seen, history.train_loss, label="train loss")
    axes.plot(history.test_seen, history.test_loss, label="test loss")
    axes.plot(history.test_seen, history.test_accuracy, label="test accuracy")
    return figure
