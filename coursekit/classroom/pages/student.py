"""`feedback.html`: what a student gets back. It names no other student, and no place on the machine that graded."""

import re

from ...course import Course
from ...judge.prints import blocks
from ...judge.results import BLOCKED, NOT_JUDGED, NOT_SELECTED, PASSED
from ...report.json_file import exercises_of
from ...report.style import WORDS
from ..rows import offered
from ..task import GRADED, MISSING, REFUSED, own_paths
from .chart import chart
from .environment import environment

LABELLED = re.compile(r"([A-Z][a-z]+) {2,}(.*)")  # "Got       ..."
MOST_PRINTED, LONGEST_PRINTED = 30, 300  # lines of what one exercise printed, and characters of a line
CODE = re.compile(r"(`[^`]+`)")


def student_page(course: Course, row: dict) -> str:
    """The page of one student, as HTML.

    Args:
        course: whose exercises they are.
        row: as `task` makes it, with "name", "refused", "notes" and "exhibits" where there are any. Whatever a submission
            wrote in it is text in the page.
    """
    report = row["report"] if row["status"] == GRADED else None
    exercises = [_exercise(each, row, course) for each in exercises_of(report)] if report else []
    open_ones = [each for each in exercises if each["wrong"] and each["status"] != BLOCKED]
    return (
        environment()
        .get_template("student.html")
        .render(
            name=row.get("name") or row.get("key") or row.get("id") or "",
            course=course,
            report=report,
            stages=[_stage(stage, exercises) for stage in course.stages if course.of_stage(stage.number)]
            if report
            else [],
            open=open_ones,
            blocked=[each for each in exercises if each["status"] == BLOCKED],
            shown=[each for each in exercises if each["exhibits"]],
            printed=_by_what_was_printed([each for each in exercises if each["printed"] and each not in open_ones]),
            first=next(iter(open_ones), None),
            why=_why_not(course, row),
            notes=row.get("notes") or [],
        )
    )


def _stage(stage, exercises: list[dict]) -> dict:
    own = [each for each in exercises if each["stage"] == stage.number]
    earned, possible = (sum(each[name] for each in own) for name in ("score", "max_score"))
    title = f"{stage.title} (a bonus)" if stage.bonus else stage.title
    return {"number": stage.number, "title": title, "exercises": own, "earned": earned, "possible": possible}


def _exercise(result: dict, row: dict, course: Course) -> dict:
    """A result of the report, with what the page shows of it."""
    exhibits = (row.get("exhibits") or {}).get(result["id"], [])
    return result | {
        "word": WORDS.get(result["status"], result["status"]) or "not graded",
        "wrong": result["status"] not in (PASSED, NOT_SELECTED) and not offered(result),
        "lines": [_line(each) for each in own_paths(result["message"], course).splitlines()],
        "hint_parts": _parts(result["hint"]),
        "printed": _printed(own_paths((row.get("prints") or {}).get(result["id"], ""), course)),
        "exhibits": [each | {"chart": chart(each)} if each["kind"] == "curve" else each for each in exhibits],
        "again": result["status"] not in (BLOCKED, NOT_JUDGED),
    }


def _line(line: str) -> dict:
    """A line of a message: its label, "" where it has none, and its text, of which `code` is told apart."""
    found = LABELLED.match(line)
    label, text = found.groups() if found else ("", line)
    return {"label": label, "parts": _parts(text)}


def _parts(text: str) -> list[tuple[bool, str]]:
    """[(whether it stands in backticks, the text without them), ...]."""
    pieces = [piece for piece in CODE.split(text) if piece]
    return [(True, each[1:-1]) if CODE.fullmatch(each) else (False, each) for each in pieces]


def _printed(output: str) -> list[dict]:
    """What was printed during each call, so much of it as a page bears; "more" is how many lines are left out."""
    parts = blocks(output)
    most = max(3, MOST_PRINTED // max(1, len(parts)))
    return [
        {
            "head": head,
            "lines": [line if len(line) <= LONGEST_PRINTED else f"{line[:LONGEST_PRINTED]} …" for line in lines[:most]],
            "more": max(0, len(lines) - most),
        }
        for head, lines in parts[:MOST_PRINTED]
    ]


def _by_what_was_printed(exercises: list[dict]) -> list[tuple[list[str], list[dict]]]:
    """[(names of exercises, what each of them printed), ...]: what a file prints as it is imported comes but once."""
    found: list[tuple[list[str], list[dict]]] = []
    for each in exercises:
        name = f"{each['id']} {each['name']}"
        names = next((names for names, printed in found if printed == each["printed"]), None)
        if names is None:
            found.append(([name], each["printed"]))
        else:
            names.append(name)
    return found


def _why_not(course: Course, row: dict) -> str:
    """Why there is nothing to show; "" where there is."""
    wanted = f"Hand in {course.stage_files_in_words}: {', '.join(course.stage_files)}, each as .py or as .ipynb."
    if row["status"] == GRADED:
        return ""
    if row["status"] == MISSING:
        return f"Nothing of yours was among what was handed in. {wanted}"
    if row["status"] == REFUSED:
        missing = course.stage_files[0] in row["refused"]  # the reason says it already
        return f"What you handed in was not graded: {row['refused']}. {'' if missing else wanted}".strip()
    return "The grader could not finish with what you handed in. Your instructor can see why, and grade it again."
