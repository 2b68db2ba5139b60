"""The captions are counted from 1."""
# exercise: 1.4
# mistake: captions-shifted

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    fig = plt.figure()
    rows = -(-len(images) // columns)
    for i in range(len(images)):
        ax = fig.add_subplot(rows, columns, i + 1)
        ax.imshow(images[i, 0], cmap="gray")
        ax.set_title(captions[(i + 1) % len(captions)])
        ax.set_xticks([])
        ax.set_yticks([])
    return fig
