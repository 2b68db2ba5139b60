"""What a selection on pytest's command line means: -k 3 is stage 3, -k 3.1 that exercise; and which stages a run is about.

pytest's -k finds a word in the middle of another: 3.1 in 3.10, and stage1 in stage10. So each exercise goes by two more
keywords, with colons around its id and its stage, and a number that was typed becomes one of them.
"""

import re

from ..course import Course, Exercise

PART = r"[\w.:+\-\[\]\\/]"  # of what pytest takes for one word
NUMBER = re.compile(rf"(?<!{PART})(?:stage)?(\d+|(?<!stage)\d+\.\d+)(?!{PART})")
WORD = re.compile(rf"(?<!{PART})\w+(?!{PART})")


def keywords(exercise: Exercise) -> set[str]:
    """What -k may call an exercise, beside what pytest adds."""
    return {exercise.id, exercise.name, f":{exercise.id}:", f":{exercise.stage}:"}


def with_exact_numbers(keyword: str, course: Course) -> str:
    """The expression of -k with each number, of a stage or an exercise, as the keyword that is that number's alone.

    The name of a stage's file, as an editor's task gives it, is its stage.
    """
    stages = {stage.file.removesuffix(".py"): f"stage{stage.number}" for stage in course.stages}
    return NUMBER.sub(r":\1:", WORD.sub(lambda word: stages.get(word[0], word[0]), keyword))


def is_named(exercise: Exercise, keyword: str, marks: str, arguments: list[str]) -> bool:
    """Whether a selection names an exercise, or its stage, rather than leaving others out.

    Args:
        exercise: which.
        keyword: the expression of -k, with exact numbers.
        marks: the expression of -m.
        arguments: the node ids that were given.
    """
    wanted = re.sub(r"\bnot\s+(\([^)]*\)|\S+)", " ", f"{keyword} {marks}".lower())
    names = {*keywords(exercise), exercise.module, f"stage{exercise.stage}"}
    words = set(re.findall(PART + "+", wanted)) - {"and", "or"}
    return any(word in name.lower() for word in words for name in names) or any(
        argument.endswith(f"::{exercise.module}") for argument in arguments
    )


def likely_stages(course: Course, keyword: str, marks: str) -> list[int] | None:
    """Guess from -k and -m which stages the worker should warm up for; None for all.

    A wrong guess costs time, never a result: what is missing is imported later.

    Args:
        course: whose stages.
        keyword: the expression of -k, with exact numbers.
        marks: the expression of -m.
    """
    rows = course.exercises.values()
    if re.fullmatch(r"stage\d+", marks or ""):
        ids = {exercise.id for exercise in rows if marks == f"stage{exercise.stage}"}
    elif re.fullmatch(r"[\w.:]+", keyword or ""):
        word = keyword.lower()
        ids = {exercise.id for exercise in rows if any(word in known.lower() for known in keywords(exercise))}
    else:
        return None
    stages = {course.exercises[id].stage for id in course.with_requirements(ids)}
    # The last stage imports those before it.
    return None if len(course.stages) in stages or not stages else sorted(stages)
