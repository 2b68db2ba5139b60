"""What VS Code finds in .vscode/: its Testing panel and its tasks call the grader as it wants to be called. About 4 s."""

import json
import re
import subprocess
import sys
from pathlib import PurePosixPath

from coursekit.commands import STUDENTS
from coursekit.handout.choice import Choice
from coursekit.handout.edition import student_edition
from tests.helpers import COURSE, ROOT


def read(name: str) -> dict:
    """A file of .vscode/, which may hold comments in lines of their own."""
    text = (ROOT / ".vscode" / name).read_text(encoding="utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def collected(*arguments: str) -> list[str]:
    """The node ids that pytest collects, called in the course's folder."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", f"--rootdir={ROOT}", "--collect-only", "-q", *arguments], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return [line for line in done.stdout.splitlines() if "::" in line]


def test_the_testing_panel_shows_every_exercise_and_runs_one():
    settings = read("settings.json")
    assert settings["python.testing.pytestEnabled"] is True
    ids = collected(*settings["python.testing.pytestArgs"])
    shown = [exercise for exercise in COURSE.exercises.values() if not exercise.on_request]
    assert ids == [f"{COURSE.name}::{exercise.module}" for exercise in shown]
    assert collected(str(ROOT / ids[0])) == [ids[0]]  # it runs a node by its whole path


def test_every_task_is_a_command_of_the_course():
    tasks = {task["label"]: task["args"] for task in read("tasks.json")["tasks"]}
    of_companion = [args[2] for args in tasks.values() if args[:2] == ["-m", "grader"]]
    assert of_companion == ["watch"] and set(of_companion) <= set(STUDENTS)
    of_pytest = [args[2:] for args in tasks.values() if args[:2] == ["-m", "pytest"]]
    assert len(of_pytest) + len(of_companion) == len(tasks)
    [by_file] = [args for args in of_pytest if args[-1] == "${fileBasenameNoExtension}"]
    file = COURSE.stage_files[2].removesuffix(".py")
    ids = collected(*(arg.replace("${fileBasenameNoExtension}", file) for arg in by_file))
    assert [each.split("::")[1] for each in ids] == [each.module for each in COURSE.of_stage(3)]


def test_students_get_them():
    files = student_edition(COURSE, Choice()).files
    assert {path.name for path in files if path.parts[0] == ".vscode"} == {
        "extensions.json", "settings.json", "tasks.json",
    }  # fmt: skip
    assert b"/exercises/*.ipynb" not in files[PurePosixPath(".gitignore")]  # theirs are in their repository
