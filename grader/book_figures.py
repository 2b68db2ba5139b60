"""The lessons' figures in the book: each drawn twice, for a desk and for a phone.

A matplotlib backend, which only the kernels of the book's build have: `MPLBACKEND=module://grader.book_figures`.
Each PNG says of itself, as text: its layout ("desk" or "phone"), its width in inches, its smallest text in points.
"""

import base64
import io

from IPython.core.getipython import get_ipython
from IPython.display import display
from matplotlib import pyplot as plt
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas
from matplotlib.text import Text

from .book_phone import WIDTH, lay_out_for_a_phone

__all__ = ["FigureCanvas", "show"]

DOTS = {"desk": 176, "phone": 160}  # per inch: about two for each pixel of the page
COLOURS = 256  # enough for grey digits and a few lines, and a third of the bytes


def show(*, block=None) -> None:
    """Put all open figures into the cell's outputs, first as for a desk, then as for a phone; close them."""
    for manager in Gcf.get_all_fig_managers():
        figure = manager.canvas.figure
        _put(figure, "desk")
        lay_out_for_a_phone(figure)
        _put(figure, "phone")
    plt.close("all")


def png(figure, layout: str) -> bytes:
    """The figure as PNG, cut to what is drawn, with what a page needs to know about it written inside."""
    from PIL import Image, ImageOps
    from PIL.PngImagePlugin import PngInfo

    drawn, written = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, dpi=DOTS[layout], bbox_inches="tight", pad_inches=0.05, facecolor="white")
    image = Image.open(drawn).convert("RGB")
    if layout == "phone" and (spare := round(WIDTH * DOTS[layout]) - image.width) > 0:
        image = ImageOps.expand(image, (spare // 2, 0, spare - spare // 2, 0), "white")  # no text larger than elsewhere
    facts = PngInfo()
    facts.add_text("layout", layout)
    facts.add_text("inches", f"{image.width / DOTS[layout]:.3f}")
    facts.add_text("smallest text", f"{smallest_text(figure):.2f}")
    if len(image.getcolors(image.width * image.height)) > COLOURS:
        image = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    else:
        image = image.quantize(COLOURS)
    image.save(written, "png", optimize=True, pnginfo=facts)
    return written.getvalue()


def smallest_text(figure) -> float:
    """Points of the smallest text that the figure, drawn already, shows; infinite if it shows none."""
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    hidden = {
        text for axes in figure.axes if not axes.axison for text in axes.xaxis.findobj(Text) + axes.yaxis.findobj(Text)
    }
    return min((text.get_fontsize() for text in texts if text not in hidden), default=float("inf"))


def _put(figure, layout: str) -> None:
    data = base64.b64encode(png(figure, layout)).decode("ascii")
    display({"image/png": data, "text/plain": repr(figure)}, raw=True)


def _flush() -> None:
    if Gcf.get_all_fig_managers():  # drawn in a cell that forgot plt.show()
        show()


if shell := get_ipython():
    shell.events.register("post_execute", _flush)
