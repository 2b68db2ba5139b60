"""`python -m COURSE check`: whether table, holes, hints, checks, probes, mistakes and corpora fit together."""

import sys

from ..course import Course
from ..judge.results import FAILED, NOT_JUDGED, PASSED
from ..report.style import BOLD, GOOD, Style, write

MOST = 6  # findings of an area, so that all areas fit on one screen


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("--all", action="store_true", help=f"print every finding, not only the first {MOST} of an area")


def run(course: Course, arguments) -> int:
    """Print a line per area, and under it what is wrong there; 1 if anything is."""
    from ..consistency import AREAS, look_at  # imports torch: not for --help

    style = Style(sys.stdout)
    areas = [look_at(course, area) for area in AREAS]
    lines = []
    for area in areas:
        lines += _lines(area, style, len(area.wrong) if arguments.all else MOST)
    found = sum(len(area.wrong) for area in areas)
    unseen = [area.name for area in areas if area.unseen]
    if found:
        lines.append(style.paint(f"{found} thing{'s' * (found > 1)} to do.", BOLD))
    else:
        lines.append(style.paint(f"All {'else ' if unseen else ''}fits together.", GOOD))
    write(lines, sys.stdout)
    return 1 if found else 0


def _lines(area, style: Style, most: int) -> list[str]:
    """An area's line, and what is wrong there."""
    status = FAILED if area.wrong else NOT_JUDGED if area.unseen else PASSED
    says = f"not looked at: {area.unseen}" if area.unseen else f"{len(area.wrong)} to do" if area.wrong else area.right
    lines = [f"{style.sign(status)} {area.name:<13}{says}"]
    for text in area.wrong[:most]:
        lines += [f"    {line}" for line in style.wrapped(" ".join(text.split()), "  ", margin=4)]
    if more := len(area.wrong) - most:
        lines += [f"    ... and {more} more: --all shows them"] if more > 0 else []
    return lines
