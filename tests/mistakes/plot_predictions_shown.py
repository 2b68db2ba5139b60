"""The figure is shown."""
# exercise: 4.5
# mistake: figure-shown


def plot_predictions(model, images, device):
    import matplotlib.pyplot as plt

    captions = [f"Prediction: {digit}" for digit in predict(model, images, device)]
    figure = plot_digits(images, captions)
    plt.show()
    return figure
