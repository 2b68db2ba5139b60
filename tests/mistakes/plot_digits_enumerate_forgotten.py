"""A number and an image are wanted of each image: no enumerate."""
# exercise: 1.4
# mistake: not-a-pair


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)  # rounded up
    figure = Figure(figsize=(1.6 * columns, 1.9 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")

    for i, image in images:
        grid[i].imshow(image, cmap="gray")
        grid[i].set_title(str(captions[i]))
    return figure
