"""A grid of one row is no grid for plt.subplots."""
# exercise: 1.4
# mistake: single-row-squeezed

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    fig, axs = plt.subplots(rows, columns)
    for i in range(rows * columns):
        axs[i // columns, i % columns].axis("off")
        if i < len(images):
            axs[i // columns, i % columns].imshow(images[i].squeeze(), cmap="gray")
            axs[i // columns, i % columns].set_title(captions[i])
    return fig
