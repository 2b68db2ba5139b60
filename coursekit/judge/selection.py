"""What a selection on pytest's command line means: -k 3 is stage 3, and which stages a run will be about."""

import re

from ..course import Course

BARE_NUMBER = re.compile(r"(?<![\w.])(\d+)(?![\w.])")


def with_stage_names(keyword: str) -> str:
    """The expression of -k with each bare number as the marker of that stage: "3" as "stage3", not all that has a 3."""
    return BARE_NUMBER.sub(r"stage\1", keyword)


def likely_stages(course: Course, keyword: str, marks: str) -> list[int] | None:
    """Guess from -k and -m which stages the worker should warm up for; None for all.

    A wrong guess costs time, never a result: what is missing is imported later.
    """
    rows = course.exercises.values()
    if re.fullmatch(r"stage\d+", marks or ""):
        ids = {exercise.id for exercise in rows if marks == f"stage{exercise.stage}"}
    elif re.fullmatch(r"[\w.]+", keyword or ""):
        word = keyword.lower()
        ids = {
            exercise.id
            for exercise in rows
            if word in exercise.name.lower() or word in exercise.id or word == f"stage{exercise.stage}"
        }
    else:
        return None
    stages = {course.exercises[id].stage for id in course.with_requirements(ids)}
    # The last stage imports those before it.
    return None if len(course.stages) in stages or not stages else sorted(stages)
