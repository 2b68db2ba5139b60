"""pyplot's title is called on an axes."""
# exercise: 1.4
# mistake: not-callable


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)  # rounded up
    figure = Figure(figsize=(1.6 * columns, 1.9 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")

    for axes, image, caption in zip(grid, images, captions):
        axes.imshow(image[0], cmap="gray")
        axes.title(str(caption))
    return figure
