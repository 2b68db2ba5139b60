"""Another word."""
# exercise: 4.5
# mistake: caption-form


def plot_predictions(model, images, device):
    captions = ["Predicted: " + str(p.item()) for p in predict(model, images, device)]
    return plot_digits(images, captions)
