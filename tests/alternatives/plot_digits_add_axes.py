"""Axes placed by hand."""
# exercise: 1.4


def plot_digits(images, captions, columns=3):
    fig = Figure(figsize=(2 * columns, 10))
    rows = -(-len(images) // columns)
    for i, image in enumerate(images):
        left, top = (i % columns) / columns, 1 - (i // columns) / rows
        ax = fig.add_axes((left + 0.01, top - 0.9 / rows, 0.9 / columns, 0.75 / rows))
        ax.matshow(image[0].numpy(), cmap="binary_r")
        ax.set_axis_off()
        ax.set_title(captions[i])
    return fig
