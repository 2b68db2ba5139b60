"""Empty captions."""
# exercise: 4.5
# mistake: caption-missing


def plot_predictions(model, images, device):
    return plot_digits(images, [""] * len(images))
