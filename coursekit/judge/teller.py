"""Words the verdicts on one exercise: what was called, what came back, the likely cause, and where to edit."""

import traceback
from pathlib import Path

from ..course import Exercise
from .beside import Found
from .explain import explain, facts
from .explanations import Explanation
from .mistakes import Case, Mistake
from .results import BLOCKED, CRASHED, FAILED, NOT_STARTED, Result, Verdict
from .slips import AT_THE_END, REACHED, Slip
from .stub import not_started
from .text import MAX_LINE, plain, to_edit
from .unread import LEFT_OUT, what_is_unread


class Teller:
    """Of one exercise of one submission.

    Args:
        run: that judges it.
        result: that is to be filled in.
    """

    def __init__(self, run, result: Result) -> None:
        self._run, self._result = run, result
        self.exercise: Exercise = result.exercise
        self.slips: list[Slip] = []  # that stand in the exercise's code
        self._raised: dict | None = None  # the exception that was told last

    def fail(self, called: str, difference, mistake: Mistake | None = None, unexplained: Found | None = None):
        """Raise the verdict of a wrong value; `unexplained` is what the mistake is not the reason of."""
        lines = [
            f"Called    {called}",
            f"Got       {difference.what}: {difference.got}",
            f"Expected  {difference.what}: {difference.expected}",
        ]
        slip = next((each for each in self.slips if each.slug not in REACHED), None)
        cause = mistake or slip
        if cause:
            lines.append(f"Why       {cause.because}")
        if mistake and slip:
            lines.append(f"Look      {slip.because}")
        if mistake and unexplained and unexplained[1] and unexplained[1] != difference:
            case, other = unexplained
            where = "" if case.called == called else f", in {case.called}"
            lines.append(f"Besides   something else differs{where}: {other.what} is {other.got}, not {other.expected}")
        message = self.message("\n".join(lines), slip.line if slip else None)
        raise Verdict(FAILED, message, cause.slug if cause else None, cause.hint if cause else "")

    def message(self, text: str, line: int | None = None) -> str:
        """Add to a message where to edit: at this line of the exercise's file, or else where its function begins."""
        where = self._result.where or self._run.shown_path(self.exercise.file)
        if line:
            where = f"{where.rpartition(':')[0] if self._result.where else where}:{line}"
        return to_edit(text, where)

    def crashed(
        self, error: dict, case: Case | None, mistake: Mistake | None = None, unexplained: Found | None = None
    ) -> Verdict:
        """The verdict of an exception: what was called, the exception, the student's own lines, what they met, and why.

        Where the exception is what the mistake does not explain, the mistake is told besides.
        """
        lines = [f"Called    {case.called}"] if case else []
        lines.append(f"Raised    {error['type']}: {error['message']}".rstrip(": "))
        self._raised = error
        callers = [
            place for place in error["chain"][:-1] if (place["file"], place["line"]) != (error["file"], error["line"])
        ]
        for place in [*callers, error]:
            if place["file"] and place["line"]:
                code = f"   {place['code']}" if place["code"] else ""
                label = "In" if place is error else "From"
                lines.append(f"{label:<10}{self.shown(place['file'])}:{place['line']}{code}")
        besides = mistake if unexplained else None  # a rule that leaves something open is none on exceptions
        cause, elsewhere = self._why(error, None if besides else mistake)
        lines += [f"There     {fact}" for fact in facts(error)]
        lines += [f"Why       {cause.because}"] if cause else []
        lines += [f"Look      {elsewhere.because}"] if elsewhere else []
        lines += [f"Besides   {besides.because}"] if besides else []
        message = self.message("\n".join(lines), error["line"] if error["file"] == self.exercise.file else None)
        slug = cause.slug if cause else None
        return Verdict(CRASHED, message, slug or (besides.slug if besides else None), cause.hint if cause else "")

    def _why(self, error: dict, mistake: Mistake | None) -> tuple[Mistake | Slip | Explanation | None, Slip | None]:
        """Of an exception: its cause, and a slip that stands elsewhere in the code."""
        slips = [each for each in self.slips if each.slug not in REACHED]
        here = next((each for each in slips if each.line == error["line"]), None)
        slip = here or next(iter(slips), None)
        explanation = self._explained(error)
        if mistake:
            return mistake, slip
        if here:
            return here, None
        if explanation or (slip and slip.slug in AT_THE_END):
            return explanation, slip
        return slip, None

    def _explained(self, error: dict) -> Explanation | None:
        try:
            return explain(error, self.exercise.name)
        except Exception:
            self._result.faults.append(traceback.format_exc())
            return None

    def shown(self, file: str) -> str:
        """A file of the submission that the worker named, as its path is shown; a submission may have written the name."""
        return self._run.shown_path(plain(Path(file).name, MAX_LINE))

    def demand_readable(self, error: dict | None, unread: str = "") -> None:
        """Raise the verdict of an error that comes from code that Python cannot read.

        Args:
            error: None for no such error.
            unread: "file" where it cost a whole file, "outside" where it also lies outside of functions.
        """
        if error is None:
            return
        path = self.shown(error["file"] or self.exercise.file)
        self._result.where = f"{path}:{error['line']}" if error["line"] else path
        id = error["message"].removeprefix("It calls ").split(" ")[0]
        blocked = error["type"] == LEFT_OUT and id in self._run.course.exercises
        self._result.file_unread = bool(unread)  # so that the exercise's own hint is no help
        text = what_is_unread(error, path, unread == "outside")
        raise Verdict(BLOCKED if blocked else CRASHED, self.message(text))

    def not_started_or_blocked(self, error: dict) -> None:
        if error["type"] != "NotImplementedError":
            return
        id = error["message"].split(" ")[0]
        left = next((slip for slip in self.slips if slip.slug in REACHED), None)
        if id == self.exercise.id and left:
            message = self.message(f"You have begun.\nWhy       {left.because}", left.line)
            raise Verdict(CRASHED, message, left.slug, left.hint)
        if id == self.exercise.id:
            raise Verdict(NOT_STARTED, self.message(not_started(error["message"]), error["line"]))
        if other := self._run.course.exercises.get(id):
            raise Verdict(BLOCKED, self.message(f"It calls {other.id} {other.name}, which is not written yet."))
