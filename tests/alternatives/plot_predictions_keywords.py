"""Everything by keyword, and % formatting."""
# exercise: 4.5


def plot_predictions(model, images, device):
    digits = predict(model=model, images=images, device=device)
    return plot_digits(images=images, captions=["Prediction: %d" % digit for digit in digits], columns=4)
