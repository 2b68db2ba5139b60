"""Makes a picture of a figure, for pages that show what a student's code draws."""

import numpy as np
import torch

MAX_WIDTH, MAX_HEIGHT = 800, 1000  # pixels of a picture
DPI = 160.0  # twice what a page shows, for screens with many small pixels


def picture_from(function, *arguments) -> torch.Tensor | None:
    """Call a plotting function and draw the figure that it returns.

    Returns:
        uint8 (H, W, 3), at most `MAX_HEIGHT` by `MAX_WIDTH`, on white where it is transparent; None if it returned no figure.
    """
    import matplotlib.pyplot as plt
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = function(*arguments)
    if not isinstance(figure, Figure):
        return None
    width, height = (max(float(side), 0.01) for side in figure.get_size_inches())
    figure.set_dpi(min(DPI, MAX_WIDTH / width, MAX_HEIGHT / height))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba()).astype(np.float32)
    plt.close("all")
    opaque = pixels[..., 3:] / 255
    return torch.from_numpy((pixels[..., :3] * opaque + 255 * (1 - opaque)).round().astype(np.uint8))
