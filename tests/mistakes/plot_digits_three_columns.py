"""Always three columns."""
# exercise: 1.4
# mistake: columns-ignored

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    fig = plt.figure()
    rows = -(-len(images) // 3)
    for i in range(len(images)):
        ax = fig.add_subplot(rows, 3, i + 1)
        ax.imshow(images[i, 0], cmap="gray")
        ax.set_title(captions[i])
        ax.set_xticks([])
        ax.set_yticks([])
    return fig
