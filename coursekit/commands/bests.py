"""`python -m COURSE bests`: your records so far, where there is something to compete in, as a table and a picture."""

import sys
from datetime import datetime
from pathlib import Path

from ..companion.bests import Bests, Try
from ..course import Course
from ..report.style import GOOD, GREY, Style, write

SHOWN = 12  # the latest tries


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("--plot", metavar="FILE", type=Path, help="also draw them over time, as a PNG, SVG or PDF")


def run(course: Course, arguments) -> int:
    """Print the latest tries and the best; draw all of them if asked to. Nothing is graded."""
    style = Style(sys.stdout)
    tries = [each for each in Bests(course).tries() if each.id in course.exercises]
    if not tries:
        rows = [exercise for exercise in course.exercises.values() if exercise.on_request]
        lines = ["There is no record of yours yet." if rows else "In this course there is nothing to compete in."]
        lines += [f"{row.id} {row.name}: pytest {course.name} -k {row.id}" for row in rows]
        write(lines, sys.stdout)
        return 0
    for id in dict.fromkeys(each.id for each in tries):
        own = [each for each in tries if each.id == id]
        write(_table(f"{id} {course.exercises[id].name}", own, style), sys.stdout)
    if arguments.plot:
        return _draw(course, tries, arguments.plot)
    return 0


def _table(title: str, tries: list[Try], style: Style) -> list[str]:
    best = min(tries, key=lambda each: each.value)
    lines = [f"{title}, in {tries[0].unit} (the lower the better)"]
    if len(tries) > SHOWN:
        lines.append(style.paint(f"  ... {len(tries) - SHOWN} earlier", GREY))
    shown = tries[-SHOWN:] if best in tries[-SHOWN:] else [best, *tries[-SHOWN:]]
    for each in shown:
        line = f"  {datetime.fromisoformat(each.when):%Y-%m-%d %H:%M}  {each.value:8.2f}  {each.detail}"
        lines.append(style.paint(f"{line}  best", GOOD) if each is best else line)
    return lines


def _draw(course: Course, tries: list[Try], file: Path) -> int:
    from matplotlib.figure import Figure

    ids = list(dict.fromkeys(each.id for each in tries))
    figure = Figure(figsize=(7, 3.2 * len(ids)), layout="constrained")
    for axes, id in zip(figure.subplots(len(ids), squeeze=False).ravel(), ids, strict=True):
        own = [each for each in tries if each.id == id]
        values, bests = [each.value for each in own], []
        for value in values:
            bests.append(min([value, *bests[-1:]]))
        numbers = range(1, len(own) + 1)
        axes.plot(numbers, values, "o", color="#0072B2", label="each try")
        axes.step(numbers, bests, where="post", color="#D55E00", label="best so far")
        axes.set(title=f"{id} {course.exercises[id].name}", xlabel="try", ylabel=own[0].unit)
        axes.set_ylim(bottom=0)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.legend(loc="best")
    try:
        figure.savefig(file, dpi=120)
    except (OSError, ValueError) as error:  # no such folder, no such kind of picture
        print(f"{file} could not be written: {error}", file=sys.stderr)
        return 1
    print(f"saved {file}")
    return 0
