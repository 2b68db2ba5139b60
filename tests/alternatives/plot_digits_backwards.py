"""The artists are made from last to first, titles before images."""
# exercise: 1.4


def plot_digits(images, captions, columns=3):
    fig = Figure()
    rows = -(-len(images) // columns)
    grid = fig.add_gridspec(rows, columns)
    for i in reversed(range(len(images))):
        ax = fig.add_subplot(grid[i // columns, i % columns], title=captions[i])
        ax.imshow(images[i].reshape(28, 28), cmap="Greys")
        ax.xaxis.set_visible(False)
        ax.yaxis.set_visible(False)
    return fig
