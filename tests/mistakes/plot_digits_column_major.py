"""The grid is filled column by column."""
# exercise: 1.4
# mistake: column-major

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = (len(images) + columns - 1) // columns
    fig, axs = plt.subplots(rows, columns, squeeze=False)
    for ax in axs.flat:
        ax.axis("off")
    for i in range(len(images)):
        ax = axs[i % rows, i // rows]
        ax.imshow(images[i][0], cmap="gray")
        ax.set_title(captions[i])
    return fig
