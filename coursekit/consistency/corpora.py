"""The two corpora: each file says what it is, each mistake of a check was written, and there are enough of both."""

import ast
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from ..corpus import ALTERNATIVES, LEAST_ALTERNATIVES, LEAST_MISTAKES, MISTAKES, Specimen, read_specimen
from ..course import Course, CourseError
from ..judge import explanations
from ..judge.slips import SENTENCES
from .area import Area, counted, demand_folder
from .checks import loaded


def mistakes(course: Course, area: Area) -> None:
    """Each file names mistakes that the grader knows, and each mistake of a check has a file."""
    files, checks, of_the_engine = _read(course, MISTAKES, area), loaded(course), engines_slugs()
    area.right = f"{counted(len(files), 'file')}; every mistake of a check was written"
    written = defaultdict(set)
    for file in files:
        written[file.exercise].add(file.mistake)
        check = checks.get(file.exercise)
        known = of_the_engine | {each.slug for each in check.mistakes} if check else set(file.mistake.split("+"))
        for slug in sorted(set(file.mistake.split("+")) - known):
            todo = f"mend it, or add it to MISTAKES in the check of {file.exercise}"
            area.wrong.append(f"{_shown(course, file.path)}: nothing is called {slug}: {todo}")
    for id, check in checks.items():
        row = course.exercises[id]
        for slug in sorted({each.slug for each in check.mistakes} - written[id]):
            todo = f"add a file with this mistake, such as tests/{MISTAKES}/{row.module}_{slug.replace('-', '_')}.py"
            area.wrong.append(f"{course.name}/checks/{row.folder}/{row.module}.py: {slug} was never written: {todo}")
    _demand_enough(course, area, MISTAKES, LEAST_MISTAKES, "different mistakes", lambda id: len(written[id]))


def alternatives(course: Course, area: Area) -> None:
    """Each exercise has other right ways."""
    files = _read(course, ALTERNATIVES, area)
    area.right = counted(len(files), "file")
    own = [file.exercise for file in files]
    _demand_enough(course, area, ALTERNATIVES, LEAST_ALTERNATIVES, "files", own.count)


def engines_slugs() -> set[str]:
    """What the engine itself can find in any exercise: slips in the code, and causes of exceptions."""
    found = set(SENTENCES)
    for path in Path(explanations.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Explanation" and len(node.args) > 1:
                found |= {part.value for part in ast.walk(node.args[1]) if isinstance(part, ast.Constant)}
    return found


def _read(course: Course, name: str, area: Area) -> list[Specimen]:
    """The files of a corpus that say what they are; of the others, the area says so."""
    demand_folder(course, "tests")
    specimens = []
    for path in sorted((course.tests / name).glob("*.py")):
        try:
            specimens.append(read_specimen(course, path))
        except CourseError as error:
            area.wrong.append(str(error).replace(str(path), _shown(course, path)))
    return specimens


def _demand_enough(course: Course, area: Area, name: str, least: int, what: str, count: Callable[[str], int]) -> None:
    for row in course.exercises.values():
        there = least if row.nothing_to_write else count(row.id)
        todo = f"write {least - there} more"
        area.demand(there >= least, f"tests/{name}/: {row.id} {row.name} has {there} of {least} {what}: {todo}")


def _shown(course: Course, path: Path) -> str:
    return path.relative_to(course.root).as_posix()
