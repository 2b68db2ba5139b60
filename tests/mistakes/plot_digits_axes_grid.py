"""The grid of axes is returned."""
# exercise: 1.4
# mistake: axes-returned

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    fig, axs = plt.subplots(rows, columns, squeeze=False)
    for ax, image, caption in zip(axs.flat, images, captions):
        ax.imshow(image.squeeze(), cmap="gray")
        ax.set_title(caption)
    for ax in axs.flat:
        ax.axis("off")
    return axs
