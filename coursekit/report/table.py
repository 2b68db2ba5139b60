"""The table: the stages with their points, each exercise with its sign, and the total."""

from ..course import Stage
from ..judge.results import BLOCKED, NOT_JUDGED, NOT_SELECTED, NOT_STARTED, PASSED, Report, Result
from .style import BOLD, GOOD, GREY, WORDS, Style

JUDGED_NOT = (NOT_SELECTED, NOT_JUDGED)


def table(report: Report, style: Style) -> list[str]:
    """All exercises of a report, and the points of all."""
    lines = []
    for stage in report.course.stages:
        if not (results := _of_stage(report, stage)):
            continue  # of a bonus that is not handed out
        rows = [] if stage.bonus and _untouched(results) else [row(result, style) for result in results]
        lines += [_head(stage, results, style), *rows]
    return [*lines, *totals(report, style)]


def totals(report: Report, style: Style, remark: str = "") -> list[str]:
    """The points of all exercises, and those of a bonus if there are some."""
    text = f"Total: {report.score:.0f} of {report.max_score:.0f} points"
    lines = [style.paint(text, GOOD if report.score == report.max_score else BOLD) + remark]
    if report.bonus:
        lines.append(style.paint(f"Bonus: {report.bonus:.0f} of {report.course.max_bonus:.0f} points", BOLD))
    return lines


def selection_table(report: Report, style: Style, known: Report | None) -> list[str]:
    """A run that did not judge everything: its own exercises and points, and in grey what is known of the others.

    Args:
        report: of the run.
        style: of the terminal.
        known: what is known of all exercises, this run's verdicts too; None where nothing is remembered, and then the
            points of others are not spoken of.
    """
    lines = []
    for stage in report.course.stages:
        own = _of_stage(report, stage)
        other = _of_stage(known, stage) if known else own
        if all(result.status == NOT_SELECTED for result in [*own, *other]):
            continue
        lines.append(_head(stage, other if known else None, style))
        for result, before in zip(own, other, strict=True):
            grey = result.status == NOT_SELECTED
            lines.append(row(before if grey else result, style, grey))
    judged = [result for result in report.selected if result.status != NOT_JUDGED]
    if len(judged) < len(report.selected):
        missing = len(report.selected) - len(judged)
        lines.append(f"The run was stopped: {missing} of {len(report.selected)} exercises were not judged.")
    if judged:
        lines.append(style.paint(f"These: {_points(judged)}", BOLD))
    if known:
        more = any(known.results[id].score > result.score for id, result in report.results.items())
        lines += totals(known, style, " (with what was found before)" if more else "")
    return lines


def is_partial(report: Report) -> bool:
    """Whether a run left exercises out, or was stopped before it came to them."""
    return any(
        result.status in JUDGED_NOT and not (result.exercise.on_request and result.status == NOT_SELECTED)
        for result in report.results.values()
    )


def _untouched(results: list[Result]) -> bool:
    """Whether nobody has begun with any of them."""
    return all(result.status in (NOT_STARTED, NOT_SELECTED, BLOCKED) for result in results)


def row(result: Result, style: Style, grey: bool = False) -> str:
    """One exercise: its sign, its name, its points, and what is the matter; `grey` where it is not of this run."""
    exercise = result.exercise
    grey = grey or result.status == NOT_SELECTED
    text = f"{exercise.id} {exercise.name:<22}"
    if result.status not in JUDGED_NOT:
        text += f"{result.score:>3.0f}"
    elif word_of(result):
        text += "   "
    sign, word = style.sign(result.status, grey), word_of(result)
    if word and 4 + len(text) + 2 + len(word) > style.width:  # a line of its own, not broken by the terminal
        text, word = f"{text}\n      {word}", ""
    text = f"{text}  {word}".rstrip()
    remark = (
        "".join(f"\n{line}" for line in style.wrapped(f"      By the way, {result.remark}", " " * 6))
        if result.remark
        else ""
    )
    return f"  {sign} {style.paint(text, GREY) if grey else text}".rstrip() + remark


def word_of(result: Result) -> str:
    """What is the matter with an exercise, in a word or two, and what was measured."""
    if result.status in (PASSED, NOT_JUDGED) and result.detail:
        return result.detail
    if result.exercise.on_request and result.status == NOT_SELECTED:
        return f"only when asked for: -k {result.exercise.id}"
    word = "" if result.status == PASSED else result.mistake or WORDS.get(result.status, result.status)
    return ", ".join(part for part in (word, result.detail) if part)


def _of_stage(report: Report, stage: Stage) -> list[Result]:
    return [result for result in report.results.values() if result.exercise.stage == stage.number]


def _head(stage: Stage, results: list[Result] | None, style: Style) -> str:
    head = f"Stage {stage.number}: {stage.title}"
    if results is not None:
        earned, possible = sum(result.score for result in results), sum(result.exercise.points for result in results)
        what = "bonus points" if stage.bonus else "points"
        head = f"{head:<36}{earned:>3.0f} of {possible:>3} {what}"
    return style.paint(head, BOLD)


def _points(results: list[Result]) -> str:
    """ "10 of 12 points, and 4 of 6 bonus points", of what there is of both."""
    parts = []
    for bonus, what in ((False, "points"), (True, "bonus points")):
        own = [result for result in results if result.exercise.bonus == bonus]
        earned, possible = sum(result.score for result in own), sum(result.exercise.points for result in own)
        parts += [f"{earned:.0f} of {possible:.0f} {what}"] if own else []
    return ", and ".join(parts)
