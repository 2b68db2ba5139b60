"""The model is called without predict, in the mode it came in."""
# exercise: 4.5
# mistake: training-mode-left-on


def plot_predictions(model, images, device):
    digits = model(images.to(device)).argmax(dim=1).tolist()
    return plot_digits(images, [f"Prediction: {digit}" for digit in digits])
