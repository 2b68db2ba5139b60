"""The space after the colon is missing."""
# exercise: 4.5
# mistake: caption-form


def plot_predictions(model, images, device):
    return plot_digits(images, [f"Prediction:{p}" for p in predict(model, images, device)])
