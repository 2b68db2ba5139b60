"""Makes notebooks of lessons and exercises, each with a first cell that gets the course where it is missing."""

from pathlib import Path

from .course import TABLE, Course
from .lessons import read_lesson_notebook

INSTALL = """\
# Where the course is missing (on Colab, say), this installs it.
import importlib.util
import subprocess
import sys
from pathlib import Path

SOURCE = {source!r}  # from where: a folder, or what else pip understands, such as git+https://...
if not all(importlib.util.find_spec(package) for package in {packages!r}):
    here = [folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / {table!r}).is_file()]
    source = [SOURCE] if SOURCE else ["--editable", str(here[0])] if here else []
    if not source:
        print("The course is not installed here, and this notebook was not told where to get it.")
        print("Write that between the quotes of SOURCE = '' in this cell, and run it again.")
        print("For all notebooks at once: `source` under [tool.coursekit] in the course's pyproject.toml.")
    elif subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *source]).returncode:
        print("The course could not be installed from", source[-1] + ": pip says above why.")
    importlib.invalidate_caches()
"""
SIBLINGS = """
# So that `from stage1_data import ...` finds the notebook (or the file) of that name beside this one.
# When you have changed that one, restart this notebook's kernel.
if "ipykernel" in sys.modules and importlib.util.find_spec("coursekit"):
    from coursekit.siblings import import_siblings

    import_siblings({course!r}, Path.cwd())
"""


def lesson_notebook(course: Course, path: Path, source: str):
    """Make the notebook of the lesson at `path`.

    Args:
        course: whose lesson it is.
        path: a py:percent file.
        source: what pip installs where the course is missing; "" for the checkout that the notebook lies in.

    Returns:
        an `nbformat` notebook without outputs.
    """
    notebook = read_lesson_notebook(course, path.read_text(encoding="utf-8"))
    for cell in notebook.cells:
        if "hide-input" in cell.metadata.get("tags", ()):
            cell.metadata["jupyter"] = {"source_hidden": True}
    return _finish(notebook, path.stem, _install(course, source))


def paired_notebook(path: Path):
    """Make the notebook that is the stage file at `path`, cell by cell; jupytext and `pairs` keep the two in step."""
    import jupytext

    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    return _finish(notebook, path.stem, formats="ipynb,py:percent")


def exercise_notebook(course: Course, path: Path, source: str):
    """Make the notebook of the exercise file at `path`; arguments and result as for `lesson_notebook`."""
    import jupytext

    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    return _finish(notebook, path.stem, _install(course, source) + SIBLINGS.format(course=course.name))


def _install(course: Course, source: str) -> str:
    """The code that installs the course where it is missing."""
    table = f"{course.name}/{TABLE}"
    return INSTALL.format(packages=(*course.packages, course.name), source=source, table=table)


def _finish(notebook, name: str, first_cell: str = "", formats: str = "ipynb"):
    """Put the first cell in, if there is one; the same file always gives the same notebook.

    By its `formats` jupytext keeps it in step with a .py; one that is used where there is none has "ipynb" alone.
    """
    from nbformat.v4 import new_code_cell

    if first_cell:
        notebook.cells.insert(0, new_code_cell(first_cell.rstrip("\n"), metadata={"jupyter": {"source_hidden": True}}))
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"{name}-{number}"
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "jupytext": {"formats": formats},
    }
    return notebook
