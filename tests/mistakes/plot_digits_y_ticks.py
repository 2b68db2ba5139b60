"""The ticks of the y axis are left."""
# exercise: 1.4
# mistake: ticks-shown

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    fig = plt.figure()
    rows = -(-len(images) // columns)
    for i in range(len(images)):
        ax = fig.add_subplot(rows, columns, i + 1)
        ax.imshow(images[i, 0], cmap="gray")
        ax.set_title(captions[i])
        ax.set_xticks([])
    return fig
