"""str.format, and map."""
# exercise: 4.5


def plot_predictions(model, images, device):
    return plot_digits(images, list(map("Prediction: {}".format, predict(model, images, device).numpy())))
