"""What is typed in the wrong way or the wrong place, what is stopped, and what is printed where little can be shown."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from xml.etree import ElementTree

import pytest

from coursekit.commands import main
from tests.helpers import COURSE, ROOT, SOLUTIONS, append

ENDLESS = "def train_step(*a):\n    while True:\n        pass\n"
WRONG = "def train_step(model, loss_fn, optimizer, images, labels):\n    return 5.0\n"


@pytest.fixture
def edition(tmp_path):
    """What students get: the course without solutions, tests and history; its exercises are solved."""
    folder = tmp_path / "edition"
    for name in ("grader", "coursekit", "digits"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SOLUTIONS, folder / "exercises", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run_pytest(*arguments, cwd, **environment) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *map(str, arguments)], cwd=cwd, env={**os.environ, **environment},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("arguments", "where", "says"),
    [
        ([], ".", "To grade the exercises, type: pytest grader"),
        (["-q"], "exercises", "Type: cd .., and then: pytest grader"),
        (["exercises"], ".", "Type: pytest grader"),
        (["exercises/stage1_data.py"], ".", "Type: pytest grader"),
        (["grader"], "digits", "There is no grader here. Type: cd .., and then: pytest grader"),
        (["grader", "-n", "2"], ".", "The grader judges in one process: leave out -n 2"),
    ],
)
def test_one_line_says_what_to_type(arguments, where, says, edition):
    code, text = run_pytest(*arguments, cwd=edition / where)
    assert code == 4
    assert text.strip().startswith("ERROR: ") and text.strip().endswith(says)
    assert len(text.strip().splitlines()) == 1


def test_from_any_folder_the_installed_course_is_named(tmp_path):
    code, text = run_pytest("grader", cwd=tmp_path)
    assert code == 4 and text.strip().endswith(f"Type: cd {ROOT}, and then: pytest grader")


def test_other_projects_are_left_alone(tmp_path):
    (tmp_path / "test_mine.py").write_text("def test_mine(): pass\n", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "course.toml").write_text("another = 'course'\n", encoding="utf-8")
    code, text = run_pytest(cwd=tmp_path)
    assert code == 0, text


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone")
def test_ctrl_c_leaves_the_truth(edition, rendered_root):
    append(edition / "exercises", "stage3_training.py", ENDLESS)
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "grader", "-k", "3", "--json", "report.json"], cwd=edition,
        env={**os.environ, "DIGITS_DATA": str(rendered_root), "PYTHONIOENCODING": "utf-8"}, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    end, passed = time.monotonic() + 120, 0
    while passed < 2 and time.monotonic() < end:
        time.sleep(0.2)
        if (edition / "report.json").exists():
            report = json.loads((edition / "report.json").read_text(encoding="utf-8"))
            passed = [row["status"] for row in report["exercises"]].count("passed")
    process.send_signal(signal.SIGINT)
    text = process.communicate(timeout=60)[0]
    report = json.loads((edition / "report.json").read_text(encoding="utf-8"))
    found = {row["id"]: row["status"] for row in report["exercises"] if row["stage"] == 3}
    assert found == {"3.1": "passed", "3.2": "passed", "3.3": "not_judged", "3.4": "not_judged"}
    assert process.returncode == 2
    assert "The run was stopped: 2 of 4 exercises were not judged.\nThese: 8 of 8 points" in text
    assert "Next: 3.3 train_step (not judged)" in text and "crashed" not in text
    remembered = json.loads((edition / ".grader" / "last.json").read_text(encoding="utf-8"))
    assert list(remembered["exercises"]) == ["3.1", "3.2"]


def test_only_the_message_reaches_other_reports(edition, tmp_path, rendered_root):
    append(edition / "exercises", "stage3_training.py", WRONG)
    arguments = ["grader", "-k", "3", "-x", f"--junitxml={tmp_path / 'j.xml'}", "--tb=long"]
    code, text = run_pytest(*arguments, cwd=edition, DIGITS_DATA=str(rendered_root))
    assert code == 1
    failure = next(ElementTree.parse(tmp_path / "j.xml").iter("failure"))
    assert failure.text.startswith("Called    train_step(") and failure.text == failure.get("message")
    for source in ("NotPassedError", "raise ", "def ", "runtest", "coursekit"):
        assert source not in failure.text and source not in text.split("platform")[1].replace("plugins: ", "")
    assert "The run was stopped: 1 of 4 exercises were not judged." in text
    assert "Next: 3.3 train_step (failed)" in text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("file", ["stage2_model.py", "stage3_training.py"])
def test_a_stage_at_work_prints_what_the_terminal_can_show(file, encoding, tmp_path, rendered_root):
    """Up to where the data are needed: DIGITS_DATA is none, which is said in one sentence."""
    done = subprocess.run(
        [sys.executable, SOLUTIONS / file, "--out", tmp_path], capture_output=True, encoding=encoding,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "DIGITS_DATA": str(tmp_path / "nowhere")},
    )  # fmt: skip
    assert done.returncode == 1
    assert ("28 -> 24 -> 12" if file == "stage2_model.py" else "ten steps down (w - 3)**2") in done.stdout
    assert done.stderr.startswith("DIGITS_DATA can't be used. There is no folder") and done.stderr.count("\n") == 1


def test_whatever_a_stage_prints_it_goes_on(tmp_path):
    code = "from digits.script import say, stage_script\n@stage_script\ndef main():\n    say('W \u2190 W'); print('end')\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, done.stdout) == (0, "W ? W\nend\n"), done.stderr


def test_stubs_keep_what_a_student_wrote(tmp_path, capsys):
    for name in ("grader", "solutions", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    mine = tmp_path / "exercises" / "stage1_data.py"
    mine.write_text("# my own\n", encoding="utf-8")
    solution = tmp_path / "solutions" / "stage2_model.py"
    solution.write_text(solution.read_text("utf-8").replace("# Stage 2", "# The stage 2"), encoding="utf-8")
    assert main(tmp_path / "grader", ["stubs"]) == 0
    text = capsys.readouterr().out
    kept = tmp_path / "exercises" / "stage1_data.before-stubs-1.py"
    assert kept.read_text("utf-8") == "# my own\n" and f"exercises/{kept.name}" in text
    assert mine.read_bytes() == (tmp_path / "grader" / "pristine" / "stage1_data.py").read_bytes()
    assert "The stage 2" in (tmp_path / "exercises" / "stage2_model.py").read_text("utf-8")
    assert len(list((tmp_path / "exercises").glob("*.before-*"))) == 1  # an untouched one is not kept


def test_help_has_the_authors_commands_apart(capsys):
    with pytest.raises(SystemExit):
        main(COURSE.folder, ["--help"])
    students, authors = capsys.readouterr().out.split("for course authors:")
    assert all(f"\n  {name} " in students for name in ("status", "hint", "watch", "reset", "book"))
    assert all(f"\n  {name} " in authors for name in ("stubs", "calibrate", "check", "new"))
