"""The number of rows is rounded down."""
# exercise: 1.4
# mistake: last-row-missing

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = len(images) // columns
    fig, axs = plt.subplots(rows, columns, squeeze=False)
    for ax, image, caption in zip(axs.flat, images, captions):
        ax.imshow(image.squeeze(), cmap="gray")
        ax.set_title(caption)
        ax.axis("off")
    return fig
