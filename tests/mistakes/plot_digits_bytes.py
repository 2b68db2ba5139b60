"""Normalised values as bytes."""
# exercise: 1.4
# mistake: values-wrapped-around


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    figure = Figure(figsize=(1.6 * columns, 1.9 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")
    for axes, image, caption in zip(grid, images, captions, strict=False):
        axes.imshow(transforms.ToPILImage()(image), cmap="gray")
        axes.set_title(str(caption))
    return figure
