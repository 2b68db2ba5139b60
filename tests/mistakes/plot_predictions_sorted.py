"""Sorts the digits first."""
# exercise: 4.5
# mistake: captions-sorted


def plot_predictions(model, images, device):
    digits = sorted(predict(model, images, device).tolist())
    return plot_digits(images, [f"Prediction: {digit}" for digit in digits])
