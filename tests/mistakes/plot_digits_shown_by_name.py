"""The figure is shown with a function that was imported by name."""
# exercise: 1.4
# mistake: figure-shown

from matplotlib.pyplot import figure, show


def plot_digits(images, captions, columns=3):
    fig = figure()
    rows = -(-len(images) // columns)
    for i in range(len(images)):
        ax = fig.add_subplot(rows, columns, i + 1)
        ax.imshow(images[i, 0], cmap="gray")
        ax.set_title(captions[i])
        ax.set_xticks([])
        ax.set_yticks([])
    show()
    return fig
