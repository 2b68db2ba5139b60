"""The places of plt.subplot are counted from 0."""
# exercise: 1.4
# mistake: index-out-of-range

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    fig = plt.figure()
    for i in range(len(images)):
        plt.subplot(rows, columns, i)
        plt.imshow(images[i][0], cmap="gray")
        plt.title(captions[i])
        plt.axis("off")
    return fig
