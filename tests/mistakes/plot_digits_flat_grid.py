"""The flat grid is asked for [row, column]."""
# exercise: 1.4
# mistake: flat-grid-indexed-twice


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    figure = Figure(figsize=(1.6 * columns, 1.9 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")
    for i in range(len(images)):
        grid[i // columns, i % columns].imshow(images[i].squeeze(0), cmap="gray")
        grid[i // columns, i % columns].set_title(str(captions[i]))
    return figure
