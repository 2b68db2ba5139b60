"""No space after the colon, and the figure is shown."""
# exercise: 4.5
# mistake: caption-form+figure-shown

import matplotlib.pyplot as plt


def plot_predictions(model, images, device):
    figure = plot_digits(images, [f"Prediction:{digit}" for digit in predict(model, images, device).tolist()])
    plt.show()
    return figure
