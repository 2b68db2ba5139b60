"""No captions."""
# exercise: 1.4
# mistake: captions-missing

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    fig = plt.figure()
    rows = -(-len(images) // columns)
    for i in range(len(images)):
        ax = fig.add_subplot(rows, columns, i + 1)
        ax.imshow(images[i, 0], cmap="gray")
        ax.set_xticks([])
        ax.set_yticks([])
    return fig
