"""The axes are returned."""
# exercise: 4.5
# mistake: axes-returned


def plot_predictions(model, images, device):
    captions = [f"Prediction: {digit}" for digit in predict(model, images, device)]
    return plot_digits(images, captions).axes[0]
