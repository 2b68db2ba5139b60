"""A loop over the tensor itself, by keyword."""
# exercise: 4.5


def plot_predictions(model, images, device):
    captions = []
    for digit in predict(model, images, device):
        captions.append(f"Prediction: {digit}")
    return plot_digits(images=images, captions=captions, columns=4)
