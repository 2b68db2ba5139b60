"""With a grid of a toolkit."""
# exercise: 1.4

import matplotlib.pyplot as plt
from mpl_toolkits.axes_grid1 import ImageGrid


def plot_digits(images, captions, columns=3):
    fig = plt.figure(figsize=(4, 6))
    rows = -(-len(images) // columns)
    grid = ImageGrid(fig, 111, nrows_ncols=(rows, columns), axes_pad=0.4)
    for ax in grid:
        ax.axis("off")
    for ax, image, caption in zip(grid, images.squeeze(1), captions, strict=False):
        ax.imshow(image, cmap=plt.cm.gray, aspect="equal")
        ax.set_title(caption)
    return fig
