"""A result as Gradescope's autograder reads it: `results.json`.

Source: Gradescope's documentation, gradescope-autograders.readthedocs.io, Autograder Specifications.
"""

from ..report.json_file import exercises_of
from .task import GRADED

VISIBLE, HIDDEN = "visible", "hidden"


def gradescope_results(row: dict) -> dict:
    """The file's values.

    Args:
        row: of one submission, as `task` makes it, with "refused".
    """
    if row["status"] != GRADED:
        why = row["refused"] or "The grader itself failed; your instructor can see why."
        return {"score": 0.0, "output": f"Not graded: {why}", "visibility": VISIBLE, "stdout_visibility": HIDDEN}
    report = row["report"]
    return {
        "score": report["score"],
        "execution_time": round(row["seconds"]),
        "output": row["summary"],
        "output_format": "text",
        "visibility": VISIBLE,
        "stdout_visibility": HIDDEN,
        "tests": [_test(each) for each in exercises_of(report)],
        **_leaderboard(exercises_of(report)),
    }


def _leaderboard(exercises: list[dict]) -> dict:
    """The columns of the leaderboard, where there is something to compete in: the lower the better."""
    kept = [each for each in exercises if each.get("record")]
    columns = [
        {"name": f"{each['name']}: {each['record']['unit']}", "value": each["record"]["value"], "order": "asc"}
        for each in kept
    ]
    return {"leaderboard": columns} if columns else {}


def _test(exercise: dict) -> dict:
    passed = exercise["status"] == "passed"
    hint = f"\nHint      {exercise['hint']}" if exercise["hint"] else ""
    return {
        "score": exercise["score"],
        "max_score": exercise["max_score"],
        "status": "passed" if passed else "failed",
        "name": exercise["name"],
        "number": exercise["id"],
        "output": "" if passed else f"{exercise['message']}{hint}",
        "output_format": "text",
        "tags": [tag for tag in (exercise["status"], exercise["mistake"]) if tag],
        "visibility": VISIBLE,
    }
