"""A figure for each image."""
# exercise: 1.4
# mistake: one-figure-per-image

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    for image, caption in zip(images, captions):
        fig = plt.figure()
        plt.imshow(image[0], cmap="gray")
        plt.title(caption)
        plt.axis("off")
    return fig
