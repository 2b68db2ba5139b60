"""Only the first image is drawn."""
# exercise: 4.5
# mistake: one-image


def plot_predictions(model, images, device):
    captions = [f"Prediction: {digit}" for digit in predict(model, images, device)]
    return plot_digits(images[:1], captions[:1])
