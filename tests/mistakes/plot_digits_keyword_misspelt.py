"""cmpap for cmap."""
# exercise: 1.4
# mistake: unknown-argument

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    fig = plt.figure()
    for i in range(len(images)):
        plt.subplot(rows, columns, i + 1)
        plt.imshow(images[i].numpy().squeeze(), cmpap="gray")
        plt.title(captions[i])
        plt.axis("off")
    return fig
