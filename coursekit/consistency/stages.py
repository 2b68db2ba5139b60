"""The table, the stage files, their holes, and the exercises that were made of them."""

import ast
from collections import Counter

from ..commands.stubs import stub_of
from ..course import TABLE, Course, Exercise
from ..holes import Hole, MarkerError, find_holes
from ..lessons import headings
from ..submission import find_definition
from .area import Area, counted, demand_folder


def table(course: Course, area: Area) -> None:
    """What the course's own reading of its table lets pass."""
    rows = course.exercises.values()
    bonus = sum(row.bonus for row in rows)
    more = f", {bonus} more for {course.max_bonus:g} bonus points" if bonus else ""
    area.right = f"{counted(len(rows) - bonus, 'exercise')}, {course.max_score:g} points{more}"
    modules = Counter((row.folder, row.module) for row in rows)
    for row in rows:
        where = f"{course.name}/{TABLE}: {row.id} {row.name}"
        area.demand(row.points > 0, f"{where} is worth {row.points} points: give it some")
        area.demand(row.difficulty in (1, 2, 3), f"{where} has difficulty {row.difficulty}: write 1, 2 or 3")
        shared = modules[row.folder, row.module] > 1
        area.demand(not shared, f"{where} shares the file name {row.module}.py with another: rename one of them")


def files(course: Course, area: Area) -> None:
    """Each stage has its files, and its lesson where it names one."""
    lessons = [course.lessons / stage.lesson for stage in course.stages if stage.lesson]
    area.right = f"{counted(len(course.stages), 'stage file')}, {counted(len(lessons), 'lesson')}"
    for folder in (course.solutions, course.exercises_folder, course.pristine):
        if folder == course.solutions and not folder.is_dir():
            continue  # a student edition
        todo = "write it" if folder == course.solutions else f"run python -m {course.name} stubs"
        for file in course.stage_files:
            area.demand((folder / file).is_file(), f"{_shown(course, folder / file)} is missing: {todo}")
    for lesson in lessons:
        todo = f"write it, or change `lesson` in {course.name}/{TABLE}"
        area.demand(lesson.is_file(), f"{_shown(course, lesson)} is missing: {todo}")
    for row in course.exercises.values():
        _demand_section(course, row, area)


def _demand_section(course: Course, row: Exercise, area: Area) -> None:
    """The section that an exercise names is a heading of its lesson."""
    named = course.stages[row.stage - 1].lesson
    path, where = course.lessons / named, f"{course.name}/{TABLE}: {row.id} {row.name}"
    if row.section and not named:
        area.wrong.append(f"{where} names the section {row.section!r}, but its stage has no lesson: take it out")
    elif row.section and path.is_file():
        there = row.section in headings(path.read_text(encoding="utf-8"))
        todo = "write the heading as it stands there"
        area.demand(there, f"{where}: {_shown(course, path)} has no section {row.section!r}: {todo}")


def holes(course: Course, area: Area) -> None:
    """Each exercise has holes in its own function, and no hole is without an exercise."""
    demand_folder(course, "solutions")
    to_write = [row for row in course.exercises.values() if not row.nothing_to_write]
    area.right = f"{counted(len(to_write), 'exercise has its own', 'exercises have theirs')}"
    for stage in course.stages:
        path = f"solutions/{stage.file}"
        if not (course.root / path).is_file():
            continue  # `files` says so
        source = (course.root / path).read_text(encoding="utf-8")
        try:
            tree, found = ast.parse(source), find_holes(course, source.splitlines(), stage.file)
        except MarkerError as error:
            todo = f", or give that one a row in {course.name}/{TABLE}" if "there is no exercise" in str(error) else ""
            area.wrong.append(f"solutions/{error}: mend this marker{todo}")
        except SyntaxError as error:
            area.wrong.append(f"{path}:{error.lineno} cannot be read: {error.msg}")
        else:
            for row in course.of_stage(stage.number):
                _demand_hole(row, [hole for hole in found if hole.id == row.id], tree, path, area)


def _demand_hole(row: Exercise, own: list[Hole], tree: ast.Module, path: str, area: Area) -> None:
    """The exercise's holes lie in the function that it is called after."""
    if row.nothing_to_write:
        area.demand(not own, f"{path}: there is a hole for {row.id} {row.name}, and nothing to write: take it out")
        return
    markers = f"# BEGIN SOLUTION {row.id}: what to write, # END SOLUTION"
    if not own:
        area.wrong.append(f"{path}: {row.id} {row.name} has no hole: mark what is to be written, {markers}")
    function = find_definition(tree, row.name.split("."))
    if function is None:
        area.wrong.append(f"{path} defines no {row.name}: write it, or change the name of {row.id} in the table")
        return
    for hole in own:
        inside = function.lineno <= hole.begin + 1 <= function.end_lineno
        area.demand(inside, f"{path}:{hole.begin + 1}: this hole of {row.id} lies outside of {row.name}: move it there")


def stubs(course: Course, area: Area) -> None:
    """The exercises, and the copies that `reset` puts back, are what the solutions give."""
    demand_folder(course, "solutions")
    area.right = f"exercises/ and {course.name}/pristine/ are what solutions/ gives"
    for file in course.stage_files:
        if not (course.solutions / file).is_file():
            continue
        try:
            stub = stub_of(course, file)
        except (MarkerError, SyntaxError) as error:
            area.wrong.append(f"exercises/{file} cannot be made, because of solutions/{file}: {error}")
            continue
        for folder in (course.exercises_folder, course.pristine):
            path = folder / file
            if path.is_file() and path.read_bytes() != stub:
                given = f"is not what solutions/{file} gives: run python -m {course.name} stubs"
                area.wrong.append(f"{_shown(course, path)} {given}")


def _shown(course: Course, path) -> str:
    return path.relative_to(course.root).as_posix()
