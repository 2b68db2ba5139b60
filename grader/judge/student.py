"""What a check asks of a student: run a probe in the worker, and judge the values that come back."""

import signal
from pathlib import Path

from .. import wire
from ..manifest import IMPORT_SECONDS, Exercise
from ..paths import hidden_from_submissions
from .compare import first_difference
from .mistakes import Case, Mistake, Reply, name_mistake
from .results import BLOCKED, CRASHED, FAILED, NOT_STARTED, TIMED_OUT, Result, Verdict


class Student:
    """One exercise of one submission, as the checks see it."""

    def __init__(self, session, exercise: Exercise) -> None:
        self.session, self.exercise = session, exercise
        self.result: Result = session.report.results[exercise.id]
        self.runs = 0

    def judge(self, probe: str, cases: list[Case], simulate, mistakes: list[Mistake] = ()) -> list[Reply]:
        """Run `probe` on the cases, and demand what `simulate` computes for each.

        Args:
            probe: name of the worker's probe, called with each case's inputs.
            cases: the calls.
            simulate: called with each case's inputs too; returns the expected observations by name.
            mistakes: to be recognised where an observation is wrong or the code raised.

        Returns:
            The replies, for a check that has more to say.

        Raises:
            Verdict: anything but right.
        """
        replies = self.run(probe, cases)
        for reply, case in zip(replies, cases, strict=True):
            if reply.error:
                self._not_started_or_blocked(reply.error)
                mistake = name_mistake(replies, cases, simulate, mistakes)
                raise self.crashed(reply.error, case, mistake)
            for name, value in simulate(**case.inputs).items():
                if name.startswith("_"):
                    continue
                if difference := first_difference(reply.value.get(name), value, name):
                    self.fail(case.called, difference, name_mistake(replies, cases, simulate, mistakes))
        return replies

    def run(self, probe: str, cases: list[Case], seconds: float | None = None, threads: int = 1) -> list[Reply]:
        """Run `probe` on the cases in a process of their own; return one reply for each.

        Args:
            probe, cases: as in `judge`.
            seconds: a time limit other than the exercise's.
            threads: for torch; small inputs are fastest with one, above all on a busy machine.

        Raises:
            Verdict: the file cannot be imported, the process died, or the time is up.
        """
        if failed := self.session.import_failures.get(self.exercise.file):
            raise failed
        request = {
            "submission": str(self.session.submission),
            "hidden": sorted(map(str, hidden_from_submissions())),
            "file": self.exercise.file,
            "name": self.exercise.name,
            "probe": probe,
            "cases": [case.inputs for case in cases],
            "seed": self.session.seed + 1000 * self.runs,  # a second try is not the first one again
            "threads": threads,
        }
        self.runs += 1
        end, job = self.session.worker.run(
            lambda path: wire.save(path, request), self.session.limit(self.exercise, seconds)
        )
        self.result.output += end.output
        if end.how == "timed_out":
            raise Verdict(TIMED_OUT, self.message(self._too_slow(seconds)))
        if end.how == "import_timed_out":
            failure = Verdict(TIMED_OUT, self.message(_slow_import(self.exercise.file)))
            raise self.session.import_failures.setdefault(self.exercise.file, failure)
        if end.how == "died" or not (job / "reply").exists():
            raise Verdict(CRASHED, self.message(_how_it_died(end.signal)))
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
        return f"{text}\nEdit      {self.result.where or self.session.shown_path(self.exercise.file)}"

    def crashed(self, error: dict, case: Case | None, mistake: Mistake | None = None) -> Verdict:
        """The verdict of an exception: what was called, the exception, the student's own line."""
        lines = [f"Called    {case.called}"] if case else []
        lines.append(f"Raised    {error['type']}: {error['message']}".rstrip(": "))
        if error["file"] and error["line"]:
            code = f"   {error['code']}" if error["code"] else ""
            lines.append(f"In        {self.session.shown_path(error['file'])}:{error['line']}{code}")
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
                self.result.where = f"{self.session.shown_path(where['file'])}:{int(where['line'])}"
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
        if other := self.session.exercise(id):
            raise Verdict(BLOCKED, self.message(f"It calls {other.id} {other.name}, which is not written yet."))

    def _too_slow(self, seconds: float | None) -> str:
        limit = self.session.limit(self.exercise, seconds)
        return f"Stopped after {limit:g} seconds.\nWhy       Most often: a loop that never ends."


def _slow_import(file: str) -> str:
    return (
        f"Importing {file} took longer than {IMPORT_SECONDS:g} seconds, and was stopped.\n"
        "Why       Code outside of functions runs at import. Put what trains or waits into main()."
    )


def _how_it_died(number: int) -> str:
    if not number:
        return "The process that ran your code ended before it gave an answer.\nWhy       Does your code call exit(), or os._exit()?"
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    because = {
        "SIGSEGV": "A crash in compiled code, not a Python error. Endless recursion can do that too.",
        "SIGKILL": "It was killed from outside, most likely because the memory ran out.",
    }.get(name, "It was ended from outside of Python.")
    return f"The process that ran your code was ended by {name}.\nWhy       {because}"


def explain(error: dict) -> str:
    """The likely cause of an exception whose cause is not in its own words; "" if there is nothing to add."""
    kind, message = error["type"], error["message"]
    if kind in ("IndentationError", "TabError", "SyntaxError"):
        return "Python cannot read the file; the mistake is in that line or just before it."
    if kind == "EOFError":
        return "There is nobody to answer input() while the grader runs."
    if kind in ("SystemExit", "KeyboardInterrupt"):
        return "The code asked Python to exit, so the grader could not see its answer. Does it call exit() or quit()?"
    if kind in ("RuntimeError", "AssertionError") and any(word in message for word in ("CUDA", "cuda", "NVIDIA")):
        return "The grader runs on the CPU. Use the device that the function is given, not .cuda()."
    if kind == "ModuleNotFoundError":
        return "No such module is installed here, and there is no file of that name beside the stage files."
    if kind == "TypeError" and ("positional argument" in message or "unexpected keyword argument" in message):
        return (
            "A function was called with other arguments than it takes. Is its first line still as the exercise gave it?"
        )
    if kind == "PermissionError":
        return "While it is graded, your code can write in its working folder only, and not read the course's answers."
    if kind == "RecursionError":
        return "A function goes on calling itself without an end."
    if kind == "MemoryError" or "can't allocate memory" in message:
        return "It asked for more memory than the grader gives it. Is a tensor larger than you meant?"
    return ""
