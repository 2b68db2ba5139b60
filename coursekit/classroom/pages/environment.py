"""How the pages are made of their templates: everything escaped, and no control sequence or text turned around in it."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ...course import ENGINE
from ...judge.text import plain

TEMPLATES = ENGINE / "classroom" / "pages" / "templates"
MOST_TEXT = 100_000  # characters of one value in a page


@cache
def environment() -> Environment:
    """Jinja2 for the pages: each value is bounded, made plain (see `coursekit.judge.text`) and escaped; a name that is missing raises."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )


def _finalized(value):
    """A value as it is put into a page; `Markup` alone, which the pages make themselves, stays as it is."""
    return plain(value, MOST_TEXT) if isinstance(value, str) and not isinstance(value, Markup) else value
