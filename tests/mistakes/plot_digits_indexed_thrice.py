"""The channel axis is taken away twice."""
# exercise: 1.4
# mistake: image-indexed-thrice


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    figure = Figure(figsize=(1.6 * columns, 1.9 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")
    for axes, image, caption in zip(grid, images, captions, strict=False):
        axes.imshow(image.numpy().squeeze()[0, :, :], cmap="gray")
        axes.set_title(str(caption))
    return figure
