"""The module is returned."""
# exercise: 4.5
# mistake: pyplot-returned

import matplotlib.pyplot as plt


def plot_predictions(model, images, device):
    captions = [f"Prediction: {digit}" for digit in predict(model, images, device)]
    plot_digits(images, captions)
    return plt
