"""The checks and the probes: each exercise has both, each of both has an exercise, and a check's parts work together."""

import ast
import inspect
from pathlib import Path

from ..course import Course, CourseError, Exercise
from ..judge.check import Check, load_check
from ..judge.mistakes import Case
from ..kit.draw import Draw
from .area import Area, counted


def loaded(course: Course) -> dict[str, Check]:
    """The checks that can be loaded, by id; what is wrong with the others, `checks` says."""
    found = {}
    for id, exercise in course.exercises.items():
        try:
            found[id] = load_check(course, exercise)
        except Exception:
            continue
    return found


def checks(course: Course, area: Area) -> None:
    """Each exercise has a check that loads, whose cases can be drawn, and whose `expected` takes them."""
    course.import_module("checks")
    for exercise in course.exercises.values():
        file = _file(course, "checks", exercise)
        try:
            problem = _problem(load_check(course, exercise), exercise)
        except CourseError as error:
            area.wrong.append(str(error))
        except Exception as error:
            area.wrong.append(f"{file} cannot be imported: {_said(error)}")
        else:
            area.demand(not problem, f"{file}: {problem}")
    names = sum(len({each.slug for each in check.mistakes}) for check in loaded(course).values())
    area.right = f"{len(course.exercises)} can be loaded, with {counted(names, 'mistake')} by name"
    _demand_rows(course, area, "checks", ("cases", "judge"))


def _problem(check: Check, exercise: Exercise) -> str:
    """What goes wrong in a check when nobody's code is judged; "" for nothing."""
    if check.judge:
        return "" if callable(check.judge) else "judge must be a function"
    try:
        cases = check.cases(Draw(0, exercise.id))
    except Exception as error:
        return f"cases() fails: {_said(error)}"
    if not cases:
        return "cases() draws no case: without one, anything passes"
    for number, case in enumerate(cases, start=1):
        try:
            right = check.expected(**case.inputs)
        except Exception as error:
            return f"expected() fails on the inputs of case {number}: {_said(error)}"
        if not isinstance(right, dict) or all(name.startswith("_") for name in right):
            return f"expected() demands nothing of case {number}: return a dict of what right code gives"
    unused = _unused_switches(check, cases)
    return f"expected() has a switch {unused[0]}, and no mistake uses it: add one, or take it out" if unused else ""


def _unused_switches(check: Check, cases: list[Case]) -> list[str]:
    """The arguments of `expected` that have a default, and are given neither by a case nor for a mistake."""
    parameters = inspect.signature(check.expected).parameters
    given = {name for case in cases for name in case.inputs}
    given |= {name for mistake in check.mistakes for name in mistake.switches}
    source = ast.parse(inspect.getsource(inspect.getmodule(check.expected)))  # a rule may call expected() with a switch
    given |= {keyword.arg for call in ast.walk(source) if isinstance(call, ast.Call) for keyword in call.keywords}
    return [name for name, each in parameters.items() if each.default is not each.empty and name not in given]


def probes(course: Course, area: Area) -> None:
    """Each exercise has a probe."""
    course.import_module("probes")
    area.right = f"{len(course.exercises)} can be loaded"
    for exercise in course.exercises.values():
        file = _file(course, "probes", exercise)
        if not (course.root / file).is_file():
            area.wrong.append(f"exercise {exercise.id} {exercise.name} has no probe: write {file}")
            continue
        try:
            module = course.probe(exercise)
        except Exception as error:
            area.wrong.append(f"{file} cannot be imported: {_said(error)}")
            continue
        area.demand(callable(getattr(module, "probe", None)), f"{file} has no function probe(module, case): write it")
    _demand_rows(course, area, "probes", ("probe",))


def _demand_rows(course: Course, area: Area, folder: str, names: tuple[str, ...]) -> None:
    """Each module that defines a function of one of these names is that of an exercise."""
    known = {course.root / _file(course, folder, exercise) for exercise in course.exercises.values()}
    for path in sorted(set((course.folder / folder).rglob("*.py")) - known):
        shown = path.relative_to(course.root).as_posix()
        try:
            module = course.import_module(_module(course, path))
        except Exception as error:
            area.wrong.append(f"{shown} cannot be imported: {_said(error)}")
            continue
        own = [name for name in names if inspect.getmodule(getattr(module, name, None)) is module]
        area.demand(not own, f"{shown} has {' and '.join(own)}, and no exercise: rename it as a row's, or delete it")


def _module(course: Course, path: Path) -> str:
    """What a file of the course is imported as, below the course."""
    parts = path.relative_to(course.folder).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _file(course: Course, folder: str, exercise: Exercise) -> str:
    return f"{course.name}/{folder}/{exercise.folder}/{exercise.module}.py"


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
