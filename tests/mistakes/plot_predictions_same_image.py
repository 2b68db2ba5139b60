"""The first image for all."""
# exercise: 4.5
# mistake: one-image-everywhere


def plot_predictions(model, images, device):
    captions = [f"Prediction: {digit}" for digit in predict(model, images, device).tolist()]
    return plot_digits(images[:1].repeat(len(images), 1, 1, 1), captions)
