"""Figure and axes."""
# exercise: 4.5
# mistake: figure-and-axes-returned


def plot_predictions(model, images, device):
    captions = [f"Prediction: {digit}" for digit in predict(model, images, device)]
    figure = plot_digits(images, captions)
    return figure, figure.axes
