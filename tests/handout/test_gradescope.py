"""`python -m COURSE gradescope FILE.zip`: the bundle, unpacked and run where everything lies as in Gradescope's container."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coursekit.commands import main
from tests.helpers import COURSE, ROOT
from tests.kit.copies import copied, edit

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="the container's scripts are bash's")
DOCUMENTED = {  # gradescope-autograders.readthedocs.io, Autograder Specifications
    "": {"score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
         "stdout_visibility", "extra_data", "tests", "leaderboard"},
    "tests": {"score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags",
              "visibility", "extra_data"},
}  # fmt: skip
PROJECT = '[project]\nname = "words"\nversion = "1"\n'


def words(folder: Path) -> Path:
    course = copied(folder / "course")
    (course / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    return course


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> bytes:
    """Of the tiny course, without its second exercise."""
    folder = tmp_path_factory.mktemp("bundle")
    arguments = ["gradescope", str(folder / "a.zip"), "--without", "1.2", "--preinstall", "torch --index 'a b'"]
    assert main(words(folder) / "words", arguments) == 0
    return (folder / "a.zip").read_bytes()


@pytest.fixture
def autograder(bundle, tmp_path) -> Path:
    """A root as /autograder is: the bundle unpacked in source/, run_autograder copied out of it."""
    root = tmp_path / "autograder"
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        archive.extractall(root / "source")
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    for name in ("setup.sh", "run_autograder"):
        assert modes[name] == stat.S_IFREG | 0o755
        (root / "source" / name).chmod(0o755)
    shutil.copy(root / "source" / "run_autograder", root)
    (root / "submission").mkdir()
    (root / "results").mkdir()
    (root / "submission_metadata.json").write_text("{}", encoding="utf-8")
    return root


def run(root: Path, python: str = sys.executable) -> tuple[dict, str]:
    """Run run_autograder as the harness does; return results.json, and what instructors see."""
    environment = {"AUTOGRADER_ROOT": str(root), "AUTOGRADER_PYTHON": python, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [root / "run_autograder"], cwd=root, env={**os.environ, "COLUMNS": "100", **environment},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300, check=True,
    )  # fmt: skip
    results = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    assert set(results) <= DOCUMENTED[""] and results["stdout_visibility"] == "hidden"
    assert all(set(each) <= DOCUMENTED["tests"] for each in results.get("tests", []))
    return results, done.stdout


@needs_bash
def test_a_submission_is_graded(autograder):
    wrong = "\ndef count_words(text):\n    print('<b>', '\\x1b[2J')\n    return {}\n"
    text = (autograder / "source/course/words/pristine/stage1_words.py").read_text(encoding="utf-8")
    folder = autograder / "submission" / "my work"
    folder.mkdir()
    (folder / "Stage1_Words.py").write_text(text + wrong, encoding="utf-8")
    (folder / "conftest.py").write_text("raise SystemExit\n", encoding="utf-8")
    results, said = run(autograder)
    assert results["score"] == 0.0 and "Total: 0 of 3 points" in results["output"]
    [test] = results["tests"]
    assert (test["number"], test["name"], test["status"], test["max_score"]) == ("1.1", "count_words", "failed", 3.0)
    assert "Got " in test["output"] and "\x1b" not in json.dumps(results) + said
    # How well it was shut in is for instructors: it may say what is not protected.
    assert "hut in" in said and "hut in" not in results["output"]
    assert "1 other file was left out" in said and "Taken: stage1_words.py" in said


@needs_bash
def test_results_are_left_whatever_happens(autograder):
    (autograder / "submission" / "essay.txt").write_text("mine", encoding="utf-8")
    results, said = run(autograder)
    assert results["score"] == 0.0 and "no stage file is in it: stage1_words.py" in results["output"]
    assert "Refused: no stage file" in said
    edit(autograder / "source/course/words/course.toml", "points = 3", "pints = 3")
    results, said = run(autograder)
    assert results["score"] == 0.0 and "The grader itself failed" in results["output"] and "pints" in said
    results, _ = run(autograder, python=str(autograder / "nowhere"))
    assert results["score"] == 0.0 and "The grader itself failed" in results["output"]


@needs_bash
def test_setup_installs_the_course_and_fetches_its_data(autograder, tmp_path):
    """With a Python that only writes down what it is told: to install all in earnest takes minutes, and a network."""
    log, tools = tmp_path / "log", tmp_path / "bin"
    tools.mkdir()
    fake = (
        f'#!/bin/sh\necho "$(basename "$0") $PWD $*" >>{log}\n'
        f'if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; cp "$0" "$3/bin/pip"; fi\n'
    )
    (tools / "python3").write_text(fake, encoding="utf-8")
    (tools / "python3").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "AUTOGRADER_ROOT": str(autograder)}
    subprocess.run([BASH, autograder / "source" / "setup.sh"], env=environment, check=True, timeout=60)
    source = autograder / "source"
    assert log.read_text(encoding="utf-8").splitlines()[1:] == [
        f"python3 {source} -m venv venv",
        f"pip {source} install --no-cache-dir torch --index a b",
        f"pip {source} install --no-cache-dir -e course",
        f"python {source / 'course'} -m coursekit.classroom.autograder words --prepare",
    ]


@needs_bash
@pytest.mark.parametrize("seed", [[], ["--seed", "7"]])
def test_the_bundle_of_this_course(seed, tmp_path, capsys):
    file = tmp_path / "autograder.zip"
    assert main(COURSE.folder, ["gradescope", str(file), *seed]) == 0
    assert "worth 100 points" in " ".join(capsys.readouterr().out.split())
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        scripts = {name: archive.read(name).decode("utf-8") for name in ("setup.sh", "run_autograder")}
    assert {"course/pyproject.toml", "course/grader/course.toml", "course/coursekit/plugin.py"} <= set(names)
    assert not [name for name in names if "solutions" in name or "/tests/" in name or ".git" in name.split("/")]
    assert ("--seed 7" in scripts["run_autograder"]) == bool(seed)
    for text in scripts.values():
        assert "@" not in text.replace('"${PREINSTALL[@]}"', "").replace("${#PREINSTALL[@]}", "")
        assert "\r" not in text and "COURSE" not in text
        subprocess.run([BASH, "-n"], input=text, encoding="utf-8", check=True)


def test_what_cannot_be_bundled_is_refused(tmp_path, capsys):
    course = words(tmp_path)
    (tmp_path / "there.zip").write_bytes(b"mine")
    for arguments, says in {
        ("there.zip",): "is there already, and is not overwritten",
        ("a.tar",): "Gradescope takes a file that ends in .zip",
        ("a.zip", "--preinstall", "'"): "--preinstall cannot be read",
        ("a.zip", "--without", "1.1"): "1.2 requires 1.1",
    }.items():
        assert main(course / "words", ["gradescope", str(tmp_path / arguments[0]), *arguments[1:]]) == 1
        assert says in capsys.readouterr().out
    (course / "pyproject.toml").unlink()
    assert main(course / "words", ["gradescope", str(tmp_path / "a.zip")]) == 1
    assert "There is no pyproject.toml" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course", "there.zip"]
    assert (tmp_path / "there.zip").read_bytes() == b"mine"
