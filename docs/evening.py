"""`python docs/evening.py`: run the commands of instructors.md again, on a class that is made up here, and put in what they print.

A command is a line `$ …` in a block of the page; what stands below it is its output. All run in one folder, in their order.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jupytext

from coursekit.corpus import MISTAKES, read_specimen
from coursekit.course import Course
from coursekit.holes import make_stub

COURSE = Course(Path(__file__).resolve().parent.parent / "grader")
PAGE = Path(__file__).resolve().parent / "instructors.md"
BLOCK = re.compile(r"```console\n(.*?)```\n", re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
WHERE = re.compile(r"(?<=images, in )\S+")
# Whom Moodle calls by which number; Sofia handed in nothing.
CLASS = {
    20461: "Ada Lovelace", 20462: "Blaise Pascal", 20463: "Emmy Noether", 20464: "Grace Hopper",
    20465: "Kurt Gödel", 20466: "Srinivasa Ramanujan", 20467: "Sofia Kovalevskaya",
}  # fmt: skip


def main() -> None:
    """Rewrite the page."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_class(folder)
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(BLOCK.sub(lambda block: f"```console\n{_run(block[1], folder)}```\n", text), encoding="utf-8")


def make_class(folder: Path) -> None:
    """Write `submissions/` as Moodle exports them, `roster.csv`, and Moodle's `grades.csv`."""
    ada, blaise, emmy, grace, kurt, srinivasa = (
        folder / "submissions" / f"{name}_{id}_assignsubmission_file_" for id, name in list(CLASS.items())[:-1]
    )
    shutil.copytree(COURSE.solutions, ada, ignore=shutil.ignore_patterns("__pycache__"))
    _specimen("train_step_accumulates").write_submission(COURSE, blaise)
    _specimen("train_step_accumulates").write_submission(COURSE, emmy)
    for path in emmy.glob("*.py"):
        jupytext.write(jupytext.read(path), path.with_suffix(".ipynb"), fmt="ipynb")
        path.unlink()
    shutil.copytree(ada, grace)
    for file in COURSE.stage_files[2:]:
        stub = make_stub(COURSE, (grace / file).read_text(encoding="utf-8"), file)
        (grace / file).write_text(stub, encoding="utf-8")
    shutil.make_archive(str(grace / "my homework"), "zip", grace)
    for path in grace.glob("*.py"):
        path.unlink()
    shutil.copytree(ada, kurt)
    with (kurt / COURSE.exercises["2.1"].file).open("a", encoding="utf-8") as stream:
        stream.write("\n\ndef conv_output_size(*arguments, **others):\n    while True:\n        pass\n")
    srinivasa.mkdir()
    (srinivasa / "report.pdf").write_bytes(b"%PDF-1.4")
    lines = [(f"{id}", name, f"{name.split()[0].lower()}@example.org") for id, name in CLASS.items()]
    _write_csv(folder / "roster.csv", [("id", "name", "email"), *lines])
    head = ("Identifier", "Full name", "Email address", "Grade", "Feedback comments")
    _write_csv(folder / "grades.csv", [head, *((f"Participant {id}", name, mail, "", "") for id, name, mail in lines)])


def _specimen(name: str):
    return read_specimen(COURSE, COURSE.tests / MISTAKES / f"{name}.py")


def _write_csv(path: Path, rows: list[tuple[str, ...]]) -> None:
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")


def _run(block: str, folder: Path) -> str:
    """The commands of a block, each with what it prints now; a block without `$` stays as it is."""
    if not COMMAND.search(block):
        return block
    return "".join(f"$ {command}\n{output(command, folder)}" for command in COMMAND.findall(block))


def output(command: str, folder: Path) -> str:
    """What a command prints, in a folder; where this machine has its data is told as somebody's home."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command, shell=True, cwd=folder, env={**os.environ, "PATH": path}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    return WHERE.sub("/home/me/mnist", done.stdout)


if __name__ == "__main__":
    main()
