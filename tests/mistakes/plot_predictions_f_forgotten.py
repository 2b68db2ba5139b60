"""The f before the quotes is missing."""
# exercise: 4.5
# mistake: braces-in-caption


def plot_predictions(model, images, device):
    digits = predict(model, images, device).tolist()
    return plot_digits(images, ["Prediction: {d}" for d in digits])
