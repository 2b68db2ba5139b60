"""One exercise of one submission: runs its probe in the worker, and judges the values that come back."""

import traceback
from pathlib import Path

from .. import wire
from ..course import Exercise
from .check import Check
from .compare import first_difference
from .crashes import explain, how_it_died, slow_import
from .mistakes import Case, Mistake, Naming, Reply
from .results import BLOCKED, CRASHED, FAILED, NOT_STARTED, TIMED_OUT, Result, Verdict


class Student:
    """One exercise of one submission, as its check sees it."""

    def __init__(self, run, result: Result) -> None:
        self._run, self._result = run, result
        self.exercise: Exercise = result.exercise
        self.runs = 0

    @property
    def data_root(self) -> Path:
        """The folder with the course's data; raises `DataError` where there are none."""
        return self._run.data.root

    @property
    def data_name(self) -> str:
        """What the data are called."""
        self.data_root  # noqa: B018 (waits for them)
        return self._run.data.name

    @property
    def full(self) -> bool:
        """Whether to judge at full length what is cut short otherwise."""
        return self._run.full

    @property
    def scratch(self) -> Path:
        """A folder of the worker's, in which files for it can be written."""
        return self._run.worker.folder

    def judge(self, check: Check, draw) -> None:
        """Judge the exercise; `draw` draws its inputs.

        Raises:
            Verdict: anything but right.
        """
        if check.judge:
            check.judge(self, draw)
            return
        cases = check.cases(draw)
        self._compare(self.run(cases), cases, check)
        if check.afterwards:
            check.afterwards(self, draw)

    def _compare(self, replies: list[Reply], cases: list[Case], check: Check) -> None:
        """Demand what the check expects of each case; name the mistake where it is something else."""
        for reply, case in zip(replies, cases, strict=True):
            if reply.error:
                self._not_started_or_blocked(reply.error)
                raise self.crashed(reply.error, case, self._name(replies, cases, check))
            for name, value in check.expected(**case.inputs).items():
                if name.startswith("_"):
                    continue
                if difference := first_difference(reply.value.get(name), value, name):
                    self.fail(case.called, difference, self._name(replies, cases, check))

    def _name(self, replies: list[Reply], cases: list[Case], check: Check) -> Mistake | None:
        """The mistake that the replies show; whatever goes wrong here is kept aside, and the verdict stands."""
        naming = Naming(check.expected, check.mistakes)
        try:
            return naming.name(replies, cases)
        except Exception as error:
            naming.faults.append(error)
            return None
        finally:
            self._result.faults += ["".join(traceback.format_exception(error)) for error in naming.faults]

    def run(self, cases: list[Case], probe: str = "probe", threads: int = 1) -> list[Reply]:
        """Run the exercise's probe on the cases in a process of their own; return one reply for each.

        Args:
            cases: the calls.
            probe: the name of the function in the probe's file, called with each case's inputs.
            threads: for torch; small inputs are fastest with one, above all on a busy machine.

        Raises:
            Verdict: the file cannot be imported, the process died, or the time is up.
        """
        if failed := self._run.import_failures.get(self.exercise.file):
            raise failed
        hidden = self._run.course.hidden_from_submissions() | self._run.data.secrets
        request = {
            "submission": str(self._run.submission),
            "hidden": sorted(map(str, hidden)),
            "exercise": self.exercise.id,
            "probe": probe,
            "cases": [case.inputs for case in cases],
            "seed": self._run.seed + 1000 * self.runs,  # a second try is not the first one again
            "threads": threads,
        }
        self.runs += 1
        limit = self._run.limit(self.exercise)
        end, job = self._run.worker.run(lambda path: wire.save(path, request), limit)
        self._result.output += end.output
        if end.how == "timed_out":
            text = f"Stopped after {limit:g} seconds.\nWhy       Most often: a loop that never ends."
            raise Verdict(TIMED_OUT, self.message(text))
        if end.how == "import_timed_out":
            failure = Verdict(TIMED_OUT, self.message(slow_import(self.exercise.file)))
            raise self._run.import_failures.setdefault(self.exercise.file, failure)
        if end.how == "died" or not (job / "reply").exists():
            raise Verdict(CRASHED, self.message(how_it_died(end.signal)))
        return self._read_reply(job / "reply", len(cases))

    def fail(self, called: str, difference, mistake: Mistake | None = None):
        """Raise the verdict of a wrong value."""
        lines = [
            f"Called    {called}",
            f"Got       {difference.what}: {difference.got}",
            f"Expected  {difference.what}: {difference.expected}",
        ]
        if mistake:
            lines.append(f"Why       {mistake.because}")
        raise Verdict(FAILED, self.message("\n".join(lines)), mistake.slug if mistake else None)

    def message(self, text: str) -> str:
        """Add to a message where to edit."""
        return f"{text}\nEdit      {self._result.where or self._run.shown_path(self.exercise.file)}"

    def crashed(self, error: dict, case: Case | None, mistake: Mistake | None = None) -> Verdict:
        """The verdict of an exception: what was called, the exception, the student's own line."""
        lines = [f"Called    {case.called}"] if case else []
        lines.append(f"Raised    {error['type']}: {error['message']}".rstrip(": "))
        if error["file"] and error["line"]:
            code = f"   {error['code']}" if error["code"] else ""
            lines.append(f"In        {self._run.shown_path(error['file'])}:{error['line']}{code}")
        because = mistake.because if mistake else explain(error)
        if because:
            lines.append(f"Why       {because}")
        return Verdict(CRASHED, self.message("\n".join(lines)), mistake.slug if mistake else None)

    def _read_reply(self, path: Path, count: int) -> list[Reply]:
        try:
            reply = wire.load(path)
            where, error = reply["where"], reply["import_error"]
            replies = [Reply(each["value"], each["error"]) for each in reply["replies"]]
            if where and where["line"]:
                self._result.where = f"{self._run.shown_path(where['file'])}:{int(where['line'])}"
            missing = reply["missing"]
            if error is None and missing is None and len(replies) != count:
                raise ValueError("replies are missing")
        except (ValueError, KeyError, TypeError):
            raise Verdict(CRASHED, self.message("Your code's answer did not arrive in a readable form.")) from None
        if error is not None:
            self._not_started_or_blocked(error)
            raise self.crashed(error, None)
        if missing is not None:
            text = f"There is no {missing} in {self.exercise.file}. Was it renamed or deleted?"
            raise Verdict(CRASHED, self.message(text))
        return replies

    def _not_started_or_blocked(self, error: dict) -> None:
        if error["type"] != "NotImplementedError":
            return
        id = error["message"].split(" ")[0]
        if id == self.exercise.id:
            text = f'Not started yet. Fill in its TODO, and delete the line `raise NotImplementedError("{error["message"]}")`.'
            raise Verdict(NOT_STARTED, self.message(text))
        if other := self._run.course.exercises.get(id):
            raise Verdict(BLOCKED, self.message(f"It calls {other.id} {other.name}, which is not written yet."))
