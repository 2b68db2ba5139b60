"""All in one axes."""
# exercise: 1.4
# mistake: drawn-over-each-other

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    fig, ax = plt.subplots()
    for image, caption in zip(images, captions):
        ax.imshow(image[0], cmap="gray")
        ax.set_title(caption)
    ax.axis("off")
    return fig
