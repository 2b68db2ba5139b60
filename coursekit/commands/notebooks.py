"""`python -m COURSE notebooks`: write lessons and exercises as notebooks."""

import tomllib
from pathlib import Path

from ..course import Course


def add_arguments(parser, course: Course) -> None:
    parser.epilog = (
        "Notebooks are made from the .py files, never the other way. Those of the exercises are a submission: "
        f"pytest {course.name} --submission notebooks/exercises. They are not paired with a .py (the grader would read that one); "
        "to work on both forms at once, open exercises/*.py as notebooks in Jupyter, where jupytext keeps them in step."
    )
    parser.add_argument(
        "--out", type=Path, default=course.root / "notebooks", help="folder for them (default: notebooks)"
    )
    parser.add_argument(
        "--source",
        help="what the first cell installs where the course is missing: a folder, or anything that pip understands, "
        "such as git+https://… (default: `source` under [tool.coursekit] in pyproject.toml, else this folder)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite notebooks that were changed since")


def run(course: Course, arguments) -> int:
    """Write what is new or unchanged; a notebook that somebody worked in is kept, and named."""
    if not course.lessons.is_dir():
        print(f"There is no {course.lessons}: run this in a checkout of the course, installed with pip install -e .")
        return 1
    from nbformat import validate, writes

    from ..notebooks import exercise_notebook, lesson_notebook

    source = arguments.source or configured_source(course.root / "pyproject.toml")
    lessons = sorted(course.lessons.glob("[0-9]_*.py"))
    made = {Path("lessons") / path.name: lesson_notebook(course, path, source) for path in lessons}
    for file in course.stage_files:
        if (path := course.exercises_folder / file).is_file():
            made[Path("exercises") / file] = exercise_notebook(course, path, source)
    kept = 0
    for name, notebook in made.items():
        validate(notebook)
        path = arguments.out / name.with_suffix(".ipynb")
        if path.is_file() and not arguments.force and worked_in(path):
            print(f"kept {path}: it was changed since it was written (--force overwrites it)")
            kept += 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        notebook.metadata["coursekit"] = {"written": digest(notebook)}
        path.write_text(writes(notebook) + "\n", encoding="utf-8")
    print(f"{len(made) - kept} of {len(made)} notebooks written to {arguments.out}")
    return 0


def configured_source(pyproject: Path) -> str:
    """The `source` of [tool.coursekit], a folder made absolute; without one, the folder of `pyproject`."""
    table = tomllib.loads(pyproject.read_text(encoding="utf-8")) if pyproject.is_file() else {}
    source = table.get("tool", {}).get("coursekit", {}).get("source", ".")
    folder = pyproject.parent / source
    return str(folder.resolve()) if folder.is_dir() else source


def digest(notebook) -> str:
    """A digest of the cells' text alone: running a notebook does not change it."""
    import hashlib

    return hashlib.sha256("\0".join(cell.source for cell in notebook.cells).encode()).hexdigest()


def worked_in(path: Path) -> bool:
    """Whether the notebook's text is no more what was written; one that cannot be read counts as changed."""
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception:
        return True
    return notebook.metadata.get("coursekit", {}).get("written") != digest(notebook)
