"""`python -m COURSE notebooks`: write lessons and exercises as notebooks."""

import tomllib
from pathlib import Path

from ..course import Course
from ..files import save_aside


def add_arguments(parser, course: Course) -> None:
    parser.epilog = (
        "Lessons become notebooks in notebooks/lessons. Those of the exercises lie in exercises/, each beside its .py, and "
        "the two are one: work in either, and whatever grades brings the other up to date. "
        "With --out all of them are written into one folder, to be used elsewhere, on Colab say; there each stands for "
        f"itself, and pytest {course.name}, typed in the folder of the exercises, grades what lies in it."
    )
    parser.add_argument("--out", type=Path, help="a folder for notebooks that are used elsewhere")
    parser.add_argument(
        "--source",
        help="what the first cell installs where the course is missing: a folder, or anything that pip understands, "
        "such as git+https://… (default: `source` under [tool.coursekit] in pyproject.toml)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite notebooks that were changed since")


def run(course: Course, arguments) -> int:
    """Write what is new or unchanged; a notebook that somebody worked in is kept, and named."""
    if not course.lessons.is_dir():
        print(f"There is no {course.lessons}: run this in a checkout of the course, installed with pip install -e .")
        return 1
    from nbformat import validate, writes

    from ..notebooks import exercise_notebook, lesson_notebook, paired_notebook

    source = arguments.source or configured_source(course.root / "pyproject.toml")
    out = arguments.out or course.root / "notebooks"
    lessons = sorted(course.lessons.glob("[0-9]_*.py"))
    made = {out / "lessons" / path.name: lesson_notebook(course, path, source) for path in lessons}
    for file in course.stage_files:
        if (path := course.exercises_folder / file).is_file():
            where = path if arguments.out is None else out / "exercises" / file
            made[where] = paired_notebook(path) if where == path else exercise_notebook(course, path, source)
    kept = 0
    for name, notebook in made.items():
        validate(notebook)
        path = name.with_suffix(".ipynb")
        if path.is_file() and not arguments.force and worked_in(path):
            print(f"kept {path}: it was changed since it was written (--force overwrites it)")
            kept += 1
            continue
        if path.parent == course.exercises_folder and path.is_file() and worked_in(path):
            print(f"{path} as it was is kept as {save_aside(path, 'notebooks').name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        notebook.metadata["coursekit"] = {"written": digest(notebook)}
        path.write_text(writes(notebook) + "\n", encoding="utf-8")
    if arguments.out is None:
        out = f"{out / 'lessons'} and {course.exercises_folder}"
    print(f"{len(made) - kept} of {len(made)} notebooks written to {out}")
    return 0


def configured_source(pyproject: Path) -> str:
    """The `source` of [tool.coursekit]; "" without one, or for the course's own folder, which is nowhere else."""
    table = tomllib.loads(pyproject.read_text(encoding="utf-8")) if pyproject.is_file() else {}
    source = table.get("tool", {}).get("coursekit", {}).get("source", ".")
    folder = (pyproject.parent / source).resolve()
    if folder == pyproject.parent.resolve():
        return ""
    return str(folder) if folder.is_dir() else source


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
