"""A gridspec, and axes made one by one."""
# exercise: 1.4


def plot_digits(images, captions, columns=3):
    rows = (len(images) + columns - 1) // columns
    figure = Figure(figsize=(columns * 2, rows * 2))
    cells = figure.add_gridspec(rows, columns)
    for k, image in enumerate(images):
        row, column = divmod(k, columns)
        axes = figure.add_subplot(cells[row, column], xticks=[], yticks=[], title=str(captions[k]))
        axes.imshow(image.reshape(28, 28).numpy(), cmap="Greys_r")
    return figure
