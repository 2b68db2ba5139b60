"""Code in a page: cut to what can be read there, and highlighted."""

from functools import cache

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from ...judge.text import plain

MOST_LINES, MOST_LINE = 60, 160  # and characters of each
SHORTENED = "# … shortened here"


def highlighted(code: str) -> Markup:
    """Code as HTML, escaped, with Pygments' short classes, to stand in a `<pre class="code">`."""
    return Markup(highlight(shortened(code), *_made()).rstrip("\n"))  # Pygments escapes what it is given


def shortened(code: str) -> str:
    """The code's first lines, without what a page would act on."""
    lines = code.split("\n", MOST_LINES)
    cut = [plain(line, MOST_LINE) for line in lines[:MOST_LINES]]
    return "\n".join([*cut, SHORTENED] if len(lines) > MOST_LINES else cut)


@cache
def _made() -> tuple[PythonLexer, HtmlFormatter]:
    return PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)
