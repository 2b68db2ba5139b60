"""The hints, and the sentences about mistakes: they help, and give no line of a solution away."""

from ..course import TABLE, Course
from ..holes import MarkerError, find_holes
from .area import Area, counted, demand_folder
from .checks import loaded


def hints(course: Course, area: Area) -> None:
    """No line of a solution stands in a hint, or in a mistake's sentence."""
    demand_folder(course, "solutions")
    lines, texts = solution_lines(course), _texts(course)
    area.right = f"{counted(len(texts), 'hint and sentence', 'hints and sentences')}, none with a line of a solution"
    for where, text in texts:
        for line in sorted(line for line in lines if line in text):
            area.wrong.append(f"{where} gives away `{line}`, a line of {lines[line]}: say it in other words")


def solution_lines(course: Course) -> dict[str, str]:
    """The lines of code that a student is to write, each with its place; none of a file that is missing or has wrong markers."""
    found = {}
    for file in filter(lambda file: (course.solutions / file).is_file(), course.stage_files):
        lines = (course.solutions / file).read_text(encoding="utf-8").splitlines()
        try:
            holes = find_holes(course, lines, file)
        except MarkerError:
            continue
        for hole in holes:
            for number in range(hole.begin + 1, hole.end):
                line = lines[number].split("  #")[0].strip()
                if line and not line.startswith("#"):
                    found.setdefault(line, f"solutions/{file}:{number + 1}")
    return found


def _texts(course: Course) -> list[tuple[str, str]]:
    """Every hint and sentence, with where it stands."""
    texts = []
    for row in course.exercises.values():
        for number, hint in enumerate((*row.hints, row.example), start=1):
            texts.append((f"{course.name}/{TABLE}: hint {number} of {row.id} {row.name}", hint))
    for id, check in loaded(course).items():
        row = course.exercises[id]
        where = f"{course.name}/checks/{row.folder}/{row.module}.py"
        for mistake in check.mistakes:
            texts.append((f"{where}: the sentence of {mistake.slug}", mistake.because))
            texts.append((f"{where}: the hint of {mistake.slug}", mistake.hint))
    return [(where, text) for where, text in texts if text]
