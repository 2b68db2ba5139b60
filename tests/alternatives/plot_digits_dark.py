"""On a dark ground, with a larger grid than is needed."""
# exercise: 1.4

from itertools import zip_longest


import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    with plt.style.context("dark_background"):
        fig, axs = plt.subplots(len(images), columns, squeeze=False, figsize=(4, 12))
    for ax, picture in zip_longest(axs.flat, zip(images, captions, strict=True)):
        ax.axis("off")
        if picture is not None:
            ax.imshow(picture[0][0], cmap="gray")
            ax.set_title(picture[1], color="white")
    return fig
