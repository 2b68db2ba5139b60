"""Which exercises a run is about."""

import re

from ..manifest import exercises, with_requirements

__all__ = ["likely_stages", "with_requirements"]


def likely_stages(keyword: str, marks: str) -> list[int] | None:
    """Guess from -k and -m, before collection, which stages the worker should warm up for; None for all.

    A wrong guess costs time, never a result: what is missing is imported later.
    """
    if re.fullmatch(r"stage[1-4]", marks or ""):
        ids = {exercise.id for exercise in exercises().values() if marks == f"stage{exercise.stage}"}
    elif re.fullmatch(r"[\w.]+", keyword or ""):
        word = keyword.lower()
        ids = {exercise.id for exercise in exercises().values() if word in exercise.name.lower() or word in exercise.id}
    else:
        return None
    stages = {exercises()[id].stage for id in with_requirements(ids)}
    # Stage 4 imports the stages before it.
    return None if 4 in stages or not stages else sorted(stages)
