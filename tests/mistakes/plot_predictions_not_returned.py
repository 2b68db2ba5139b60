"""The figure is not returned."""
# exercise: 4.5
# mistake: nothing-returned


def plot_predictions(model, images, device):
    captions = [f"Prediction: {digit}" for digit in predict(model, images, device)]
    plot_digits(images, captions)
