"""Finds an exercise by what a student types: its id, or its name."""

import difflib

from ..course import Course, Exercise


class UnknownExerciseError(ValueError):
    """No exercise, or more than one, is called so; the message says which there are."""


def find_exercise(course: Course, text: str) -> Exercise:
    """The exercise of that id ("3.3") or name ("train_step", "Net.forward", "forward").

    Raises:
        UnknownExerciseError: there is none, or there are several.
    """
    wanted = _plain(text)
    found = [row for row in course.exercises.values() if wanted in _names(row)]
    if len(found) == 1:
        return found[0]
    if found:
        choice = " or ".join(row.id for row in found)
        raise UnknownExerciseError(f"{text} could be {choice}: which one do you mean?")
    raise UnknownExerciseError("\n".join([f"There is no exercise {text}.{_nearest(course, wanted)}", *_list(course)]))


def _names(row: Exercise) -> set[str]:
    return {_plain(name) for name in (row.id, row.name, *row.name.split("."))}


def _plain(text: str) -> str:
    return text.strip().lower().removesuffix("()").replace("_", "").replace(" ", "")


def _nearest(course: Course, wanted: str) -> str:
    names = {name: row for row in course.exercises.values() for name in _names(row)}
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.7)
    return f" Do you mean {names[near[0]].id} {names[near[0]].name}?" if near else " These are the exercises:"


def _list(course: Course) -> list[str]:
    return [f"  {row.id} {row.name}" for row in course.exercises.values()]
