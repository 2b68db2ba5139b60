"""Puts each new caption in front."""
# exercise: 4.5
# mistake: captions-reversed


def plot_predictions(model, images, device):
    captions = []
    for digit in predict(model, images, device).tolist():
        captions.insert(0, f"Prediction: {digit}")
    return plot_digits(images, captions)
