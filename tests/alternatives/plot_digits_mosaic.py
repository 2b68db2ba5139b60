"""With subplot_mosaic."""
# exercise: 1.4

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    places = [[r * columns + c for c in range(columns)] for r in range(rows)]
    mosaic = [[str(n) if n < len(images) else "." for n in row] for row in places]
    fig, axs = plt.subplot_mosaic(mosaic, layout="compressed")
    for name, ax in axs.items():
        ax.imshow(images[int(name), 0], "gray", vmin=images.min(), vmax=images.max())
        ax.set(title=captions[int(name)], xticks=[], yticks=[])
    return fig
