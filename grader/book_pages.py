"""What makes a page of the book: its figures for desk and phone, its tables, and the lesson to take along."""

import html
import posixpath
import re
from pathlib import Path
from urllib.parse import quote

from docutils import nodes

from coursekit import lessons

from .book import COURSE

PIXELS = 96  # of a page, to an inch of a figure
PHONE = "(max-width: 40rem)"  # book.css has the same
HEADING = re.compile(r"(</h1>)", re.IGNORECASE)
TOGGLE = ' aria-label="Toggle hidden content"'


class picture(nodes.General, nodes.Element):  # noqa: N801, as docutils has it
    """A figure in two layouts: a `source` for phones, and an image for all else."""


class source(nodes.image):  # noqa: N801
    """The layout for phones."""


def setup(app) -> dict:
    """Sphinx's door to this extension. (`lessons/conf.py` names it.)"""
    app.add_node(picture, html=(_open_picture, _close_picture))
    app.add_node(source, html=(_source, None))
    app.connect("doctree-read", pair_pictures)
    app.connect("doctree-read", mark_exercise_tables)
    app.connect("html-page-context", name_parts, priority=900)  # after the theme
    app.connect("html-page-context", offer_the_lesson)
    app.connect("build-finished", write_the_lessons)
    app.add_js_file("scrolling.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def pair_pictures(app, doctree) -> None:
    """Join the two layouts of each figure (see `grader.book_figures`), and say how large it is meant to be shown."""
    from PIL import Image

    desk = None
    for image in list(doctree.findall(nodes.image)):
        file = Path(app.srcdir, image["uri"])
        if file.suffix != ".png":
            continue
        with Image.open(file) as opened:
            facts = opened.text
        if facts.get("layout") == "desk":
            desk = image
            desk["width"] = f"{float(facts['inches']) * PIXELS:.0f}px"
        elif facts.get("layout") == "phone":
            image.parent.remove(image)
            narrow = source("", **image.attributes)
            both = picture()
            desk.replace_self(both)
            both += [narrow, desk]


def _open_picture(writer, node) -> None:
    writer.body.append("<picture>")


def _close_picture(writer, node) -> None:
    writer.body.append("</picture>\n")


def _source(writer, node) -> None:
    address = posixpath.join(writer.builder.imgpath, quote(writer.builder.images[node["uri"]]))
    writer.body.append(f'<source media="{PHONE}" srcset="{html.escape(address)}" />')
    raise nodes.SkipNode


def mark_exercise_tables(app, doctree) -> None:
    """Give the tables of exercises a class: the style sheet makes cards of their rows on a phone."""
    for table in doctree.findall(nodes.table):
        first = next(table.findall(nodes.entry), None)
        if first is not None and first.astext() == "exercise":
            table["classes"].append("exercises")


def name_parts(app, pagename, templatename, context, doctree) -> None:
    """For those who hear the page: a fold is called what stands on it, and the contents' heading has a level."""
    if "body" in context:
        context["body"] = context["body"].replace(TOGGLE, "")
    if tree := context.get("furo_navigation_tree"):
        context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')


def offer_the_lesson(app, pagename, templatename, context, doctree) -> None:
    """Under a lesson's title: the lesson as a notebook and as a file; beside it, the stage's number as a digit."""
    if "body" not in context or not (lesson := COURSE.lessons / f"{pagename}.py").is_file():
        return
    digit = COURSE.lessons / "stage_digits" / f"{lesson.stem[0]}.svg"
    context["body"] = HEADING.sub(
        rf"\1\n{digit.read_text(encoding='utf-8')}"
        rf'<p class="take-along">This lesson to take along: <a href="{lesson.stem}.ipynb" download>as a notebook</a> · '
        rf'<a href="{lesson.name}" download>as a Python file</a></p>',
        context["body"],
        count=1,
    )


def write_the_lessons(app, exception) -> None:
    """Put each lesson beside its page, as a file and as a notebook without outputs."""
    if exception or app.builder.format != "html":
        return
    import nbformat

    for lesson in Path(app.srcdir).glob("[0-9]_*.py"):
        text = lesson.read_text(encoding="utf-8")
        notebook = lessons.read_lesson_notebook(COURSE, text)
        for number, cell in enumerate(notebook.cells):
            cell.id = f"{lesson.stem}-{number}".replace("_", "-")  # the same at every build
            cell.source = re.sub(r"\]\(\.\./\.\./lessons/(\w+)\.md", r"](\1.html", cell.source)
        Path(app.outdir, f"{lesson.stem}.ipynb").write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        Path(app.outdir, lesson.name).write_text(text, encoding="utf-8")
