"""What a GitHub workflow shows: mistakes beside their lines, a summary on the job's page; and the two workflows."""

import re

import pytest
import yaml

from coursekit.handout.edition import template
from coursekit.judge.results import CRASHED, FAILED, PASSED, TIMED_OUT, Report
from coursekit.report.github import GitHubReport, annotations, page
from tests.helpers import COURSE, ROOT
from tests.kit.copies import copied, run_companion, run_pytest

HOSTILE = "::error file=a,line=1::x\n##[error]y %0A\r\n</pre><script>alert(1)</script>"
COMMAND = re.compile(r"::(error|warning|notice) (.*?)::(.*)")


def reported(**statuses) -> Report:
    """A report of this course: {"e3_3": (status, message)}; all else has passed."""
    report = Report(COURSE)
    for id, result in report.results.items():
        result.status, result.message = statuses.get(f"e{id.replace('.', '_')}", (PASSED, ""))
    return report


def unescaped(text: str) -> str:
    for code, sign in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_a_mistake_stands_beside_its_line(monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(ROOT.parent))
    monkeypatch.chdir(ROOT)
    report = reported(e3_3=(FAILED, "Called    train_step(model)\nEdit      exercises/stage3_training.py:88"))
    report.results["3.3"].mistake = "missing-zero-grad"
    [line] = annotations(report)
    kind, properties, text = COMMAND.fullmatch(line).groups()
    assert kind == "error" and properties == (
        f"file={ROOT.name}/exercises/stage3_training.py,line=88,title=3.3 train_step%3A missing-zero-grad"
    )
    assert unescaped(text).startswith("Called    train_step(model)\nEdit ") and "Hint      Five things" in text


def test_nothing_that_was_written_in_a_submission_is_a_command():
    message = f"Got       {HOSTILE}\nEdit      exercises/stage1_data.py:1\nEdit      exercises/odd, n%me:7::.py:3"
    [line] = annotations(reported(e1_1=(CRASHED, message)))
    assert "\n" not in line and "\r" not in line
    properties = COMMAND.fullmatch(line)[2].split(",")
    assert [each.partition("=")[0] for each in properties] == ["file", "line", "title"]
    assert unescaped(properties[0]).endswith("exercises/odd, n%me:7::.py") and properties[1] == "line=3"
    assert unescaped(line).count(HOSTILE) == 1


def test_a_notebook_is_named_without_a_line(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    [line] = annotations(reported(e1_1=(TIMED_OUT, "Stopped\nEdit      exercises/stage1_data.ipynb, code cell 3:5")))
    assert line.startswith("::error file=exercises/stage1_data.ipynb,title=1.1 pixel_stats%3A timed out::")
    [line] = annotations(reported(e1_1=(CRASHED, "There is no stage1_data.py in exercises")))
    assert line.startswith("::error title=1.1 pixel_stats%3A crashed::There is no stage1_data.py")


def test_of_more_mistakes_than_github_shows_of_a_kind_all_are_shown():
    report = reported(**{f"e{id.replace('.', '_')}": (FAILED, "wrong") for id in COURSE.exercises})
    kinds = [COMMAND.fullmatch(line)[1] for line in annotations(report)]
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"] * (len(COURSE.exercises) - 20)


def test_the_page_shows_text_and_nothing_else():
    report = reported(e1_1=(FAILED, HOSTILE), e1_2=(CRASHED, "x"))
    report.results["1.1"].detail = "a|b `c` <i> [d](e) @f"
    report.notes.append("# <b> | @everyone")
    text = page(report)
    assert (
        text.startswith("### 92 of 100 points, and 10 of 10 bonus points\n")
        and text.count("<details") == 2
        and text.count("<details open>") == 1
    )
    assert set(re.findall(r"</?\w+", text)) == {"<details", "</details", "<summary", "</summary", "<pre", "</pre"}
    [row] = [line for line in text.splitlines() if "1.1 pixel" in line and line.startswith("|")]
    assert row.count("|") == 5 and not re.search(r"[`@\[]", row)
    assert "\n# " not in text and "@everyone" not in text
    report.results["1.1"].message = "y" * 1_000_000
    assert len(page(report)) < 200


def test_pytest_says_it_all_on_the_job_s_page(tmp_path, monkeypatch):
    course = copied(tmp_path / "course")
    (course / "exercises" / "stage1_words.py").write_text(
        "def count_words(text):\n    print('::error file=x::forged')\n    return {}\n", encoding="utf-8"
    )
    page = tmp_path / "summary.md"
    page.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    code, report, text = run_pytest(course, "--github")
    lines = text.splitlines()
    assert code == 1 and report["score"] == 0.0
    assert lines[0].startswith("::error file=course/exercises/stage1_words.py,line=1,title=1.1 count_words%3A ")
    stop = re.fullmatch(r"::stop-commands::(\w{32})", lines[1])
    assert lines[-1] == f"::{stop[1]}::" and any("forged" in line for line in lines[2:-1])  # where it is no command
    assert page.read_text(encoding="utf-8").startswith("before\n### 0 of 5 points\n")


def test_a_page_that_cannot_be_written_costs_nothing_else(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    around = GitHubReport(reported(e1_1=(FAILED, "wrong"))).pytest_unconfigure()
    next(around)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("::error ") and lines[1].startswith("::warning::The summary could not be written: ")
    assert next(around, None) is None and capsys.readouterr().out == f"::{lines[2].rpartition('::')[2]}::\n"


@pytest.mark.parametrize("text", [template("grade.yml", COURSE).decode("utf-8"), (ROOT / ".github/workflows/tests.yml").read_text("utf-8")])  # fmt: skip
def test_the_workflows_can_be_read(text):
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"} and workflow[True]  # to YAML, the key `on` is true
    [job] = workflow["jobs"].values()
    used = [step["uses"].split("@")[0] for step in job["steps"] if "uses" in step]
    assert used == ["actions/checkout", "actions/setup-python"] and job["timeout-minutes"]


def test_the_workflows_run_what_the_project_says():
    grades = yaml.safe_load(template("grade.yml", COURSE))["jobs"]["grade"]
    assert [step["run"] for step in grades["steps"] if "run" in step] == ["pip install -e .", "pytest grader --github"]
    tests = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text("utf-8"))["jobs"]["tests"]
    assert tests["strategy"]["matrix"]["os"] == ["ubuntu-latest", "macos-latest", "windows-latest"]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace("--quiet ", "").splitlines()
    assert [step["run"] for step in tests["steps"] if step.get("run", "") not in ("", *script)] == []


def test_the_student_edition_has_its_own_workflow_alone(tmp_path):
    course = copied(tmp_path / "course")
    assert run_companion(course, "release", tmp_path / "students")[0] == 0
    folder = tmp_path / "students" / ".github"
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["grade.yml"]
    assert "pytest words --github" in (folder / "workflows" / "grade.yml").read_text(encoding="utf-8")
