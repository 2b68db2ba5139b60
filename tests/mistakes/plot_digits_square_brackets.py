"""Square brackets behind set_title."""
# exercise: 1.4
# mistake: not-called


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)  # rounded up
    figure = Figure(figsize=(1.6 * columns, 1.9 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")

    for i in range(len(images)):
        grid[i].imshow(images[i].squeeze(), cmap="gray")
        grid[i].set_title[str(captions[i])]
    return figure
