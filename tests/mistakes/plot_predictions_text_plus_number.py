"""Text plus a number."""
# exercise: 4.5
# mistake: text-plus-number


def plot_predictions(model, images, device):
    captions = []
    for d in predict(model, images, device).tolist():
        captions.append("Prediction: " + d)
    return plot_digits(images, captions)
