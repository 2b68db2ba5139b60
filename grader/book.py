"""What the book's Sphinx configuration (`lessons/conf.py`) needs of the course."""

import hashlib
import importlib.util
import os
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

from coursekit import lessons
from coursekit.course import Course

COURSE = Course(Path(__file__).parent)

# What each instrument of the lessons is made of, in lessons/_static; a page loads what its own instruments need.
INSTRUMENT = re.compile(r'<div class="instrument" data-instrument="([^"]*)">')
INSTRUMENTS = {
    "training-step": ("spring", "loss_chart", "training_loop", "training_step"),
    "learning-rate": ("spring", "loss_chart", "learning_rate"),
    "convolution-size": ("convolution_size",),
    "temperature": ("temperature",),
    "kernel-slides": ("kernel_slides",),
}

DATA_LINE = re.compile(r"^(Data: .*? images), in .*$")
# Of what these say, every page is made.
READER = (
    COURSE.folder / "course.toml",
    *(COURSE.folder / name for name in ("book.py", "book_pages.py", "questions.py", "book_questions.py")),
    Path(lessons.__file__),
)


def read_lesson(text: str):
    """Read a py:percent lesson as a notebook for Sphinx. (`nb_custom_formats` names this.)"""
    return lessons.read_lesson(COURSE, text)


def mathjax_file() -> Path:
    """MathJax in one file that draws formulas as SVG: no network, and no font that a browser may refuse to load.

    Raises FileNotFoundError if the package that carries it is not installed.
    """
    spec = importlib.util.find_spec("sphinx-mathjax-offline")
    folders = spec.submodule_search_locations if spec else []
    for folder in folders:
        file = Path(folder) / "static" / "mathjax" / "tex-svg.js"
        if file.is_file():
            return file
    raise FileNotFoundError("MathJax's tex-svg.js is missing: install sphinx-mathjax-offline")


@cache
def prepare_data() -> str:
    """Find the digits once for all lessons (they inherit DIGITS_DATA); return their kind, "mnist" or "rendered"."""
    from digits import data_name, data_root

    root = data_root()
    os.environ["DIGITS_DATA"] = str(root)
    os.environ["TQDM_DISABLE"] = "1"  # a page shows what was measured, not how far the measuring was
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the lessons' networks are small: more threads only wait
    return data_name(root)


def draw_for_desk_and_phone() -> None:
    """Have the lessons' kernels draw each figure twice, see `grader.book_figures`."""
    os.environ["MPLBACKEND"] = "module://grader.book_figures"


def cache_folder(data: str) -> Path:
    """Where executed lessons are kept: jupyter-cache sees only their own code, so the rest of what counts is named.

    That is the kind of data, the `digits` package, how figures are drawn, and the libraries' versions.
    """
    digest = hashlib.sha256(data.encode())
    drawing = [COURSE.folder / name for name in ("book_figures.py", "book_phone.py")]
    for file in [*sorted((COURSE.root / "digits").glob("*.*")), *drawing]:  # with digits' record of the whole run
        digest.update(file.read_bytes())
    for library in ("torch", "torchvision", "matplotlib"):
        digest.update(version(library).encode())
    return COURSE.state / "book-cache" / digest.hexdigest()[:12]


def table_digest() -> str:
    """Changes when the exercises' table or its layout does; then Sphinx reads every page again."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in READER)).hexdigest()


def check_stderr(app, doctree) -> None:
    """Warn of whatever a lesson wrote to stderr (a warning of torch, say), except the line that names the data.

    That line stays, without this machine's path.
    """
    from docutils import nodes
    from sphinx.util import logging

    for block in list(doctree.findall(nodes.literal_block)):
        if "stderr" not in block["classes"]:
            continue
        lines = [(DATA_LINE.match(line), line) for line in block.astext().splitlines() if line.strip()]
        strange = [line for known, line in lines if not known]
        if strange:
            logging.getLogger(__name__).warning("the lesson wrote to stderr: %s", " ".join(strange), location=block)
        else:
            text = "\n".join(known[1] for known, _ in lines)
            block.replace_self(nodes.literal_block(text, text, classes=["output", "stream"], language="none"))


def add_instruments(app, pagename, templatename, context, doctree) -> None:
    """Have a page load the scripts of the instruments that are mounted on it; warn of one that there is not."""
    from sphinx.util import logging

    names = INSTRUMENT.findall(context.get("body", ""))
    strange = [name for name in names if name not in INSTRUMENTS]
    if strange:
        logging.getLogger(__name__).warning("no instrument is called %s", ", ".join(strange), location=pagename)
    scripts = dict.fromkeys(script for name in names for script in INSTRUMENTS.get(name, ()))
    if scripts:
        app.add_css_file("instruments.css")
    for script in ["instruments", *scripts] if scripts else []:
        app.add_js_file(f"{script}.js", loading_method="defer")
