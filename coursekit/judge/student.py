"""One exercise of one submission: runs its probe in the worker, and judges the values that come back."""

import secrets
import traceback
from pathlib import Path

from .. import wire
from ..course import Exercise
from ..submission import stage_source
from .answer import answer_of, answer_of_error
from .beside import Found
from .check import Check
from .compare import first_difference
from .crashes import TOO_MUCH, how_it_died, slow_import, too_slow, where_it_was
from .explain import checked_error, explain, facts
from .explanations import Explanation
from .mistakes import Case, Mistake, Reply
from .naming import Naming
from .patience import JudgementTooLongError, Patience
from .prints import told_apart
from .results import BLOCKED, CRASHED, FAILED, NOT_STARTED, TIMED_OUT, Result, Verdict
from .slips import AT_THE_END, REACHED, Slip, kinds, slips
from .tame import tamed
from .text import plain
from .unread import LEFT_OUT, MOST_NOTES, one_line, plain_notes, what_is_unread
from .usual import usual

MAX_LINES, MAX_LINE = 14, 270  # of a message: less than 4 KB in all


class Student:
    """One exercise of one submission, as its check sees it."""

    def __init__(self, run, result: Result) -> None:
        self._run, self._result = run, result
        self.exercise: Exercise = result.exercise
        self.runs = 0
        self._patience = Patience()
        self._replies: list[Reply] = []  # of the last run
        self._raised: dict | None = None  # the exception that was told last
        self.slips: list[Slip] = []  # that stand in the exercise's code
        self.kinds: list[str] = []  # of all that was found in it

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
    def detail(self) -> str:
        """What was measured, in a few words; the summary shows it."""
        return self._result.detail

    @detail.setter
    def detail(self, text: str) -> None:
        self._result.detail = text

    @property
    def status(self) -> str:
        """The verdict, once there is one."""
        return self._result.status

    def keep(self, name: str, value) -> None:
        """Keep something until the exhibits are made, where the run collects them."""
        if self._run.collects:
            self._run.kept[name] = value

    def kept(self, name: str):
        """What `keep` kept in this run, by whichever exercise; None if nothing was."""
        return self._run.kept.get(name)

    @property
    def scratch(self) -> Path:
        """A folder of the worker's, in which files for it can be written."""
        return self._run.worker.folder

    def __enter__(self) -> "Student":
        """From here on the time is limited that the judge spends on it."""
        self._patience.__enter__()
        return self

    def __exit__(self, *exception) -> None:
        self._patience.__exit__(*exception)

    def judge(self, check: Check, draw) -> None:
        """Judge the exercise; `draw` draws its inputs.

        Raises:
            Verdict: anything but right.
        """
        try:
            with self:
                self._judge(check, draw)
        except Verdict as verdict:
            self._keep_answer(verdict)
            raise

    def _judge(self, check: Check, draw) -> None:
        if check.judge:
            check.judge(self, draw)
            return
        cases = check.cases(draw)
        self._compare(self.run(cases), cases, check)
        if check.afterwards:
            check.afterwards(self, draw)
        self._result.remark = next((check.remarks[kind] for kind in self.kinds if kind in check.remarks), "")

    def _keep_answer(self, verdict: Verdict) -> None:
        """Of what has no name, keep what came back; whatever goes wrong here is kept aside, and the verdict stands."""
        try:
            if verdict.status == FAILED and not verdict.mistake:
                self._result.answer = answer_of(self._replies)
            elif verdict.status == CRASHED and not verdict.mistake and self._raised:
                self._result.answer = answer_of_error(self._raised)
        except Exception:
            self._result.faults.append(traceback.format_exc())

    def _compare(self, replies: list[Reply], cases: list[Case], check: Check) -> None:
        """Demand what the check expects of each case; name the mistake where it is something else."""
        for reply, case in zip(replies, cases, strict=True):
            if reply.error:
                self._not_started_or_blocked(reply.error)
                raise self.crashed(reply.error, case, *self._name(replies, cases, check)[:2])
            for name, value in check.expected(**case.inputs).items():
                if name.startswith("_"):
                    continue
                if difference := first_difference(reply.value.get(name), value, name):
                    mistake, unexplained, explained = self._name(replies, cases, check)
                    shown = explained if unexplained and explained else (case, difference)
                    self.fail(shown[0].called, shown[1], mistake, unexplained)

    def _name(
        self, replies: list[Reply], cases: list[Case], check: Check
    ) -> tuple[Mistake | None, Found | None, Found | None]:
        """The mistake that the replies show; what else is wrong that it does not explain, and what it does.

        Whatever goes wrong here is kept aside, and the verdict stands.
        """
        naming = Naming(check.expected, check.mistakes)
        try:
            return naming.name(replies, cases) or usual(replies), naming.unexplained, naming.explained
        except Exception as error:
            naming.faults.append(error)
            return None, None, None
        finally:
            self._result.faults += ["".join(traceback.format_exception(error)) for error in naming.faults]

    def run(
        self, cases: list[Case], probe: str = "probe", threads: int = 1, readable: tuple[Path, ...] = ()
    ) -> list[Reply]:
        """Run the exercise's probe on the cases in a process of their own; return one reply for each.

        Args:
            cases: the calls.
            probe: the name of the function in the probe's file, called with each case's inputs.
            threads: for torch; small inputs are fastest with one, above all on a busy machine.
            readable: folders that the code may read, beside the submission.

        Raises:
            Verdict: the file cannot be imported, the process died, or the time is up.
        """
        if failed := self._run.import_failures.get(self.exercise.file):
            raise failed
        hidden = self._run.course.hidden_from_submissions() | self._run.data.secrets
        request = {
            "submission": str(self._run.submission),
            "readable": [str(path) for path in readable],
            "hidden": sorted(map(str, hidden)),
            "exercise": self.exercise.id,
            "probe": probe,
            "cases": [case.inputs for case in cases],
            "seed": self._run.worker_seed + 1000 * self.runs,  # a second try is not the first one again
            "threads": threads,
            "mark": secrets.token_hex(16),
            "seconds": (limit := self._run.limit(self.exercise)),
        }
        self.runs += 1
        with self._patience.paused():
            end = self._run.worker.run(lambda path: wire.save(path, request), limit)
        output = plain(end.output, len(end.output))
        self._result.output += told_apart(output, request["mark"], [case.called for case in cases])
        if end.how == "timed_out":
            place = where_it_was(end.where, self._run.submission, self._run.course.stage_files)
            line = place[1] if place and place[0] == self.exercise.file else None
            raise Verdict(TIMED_OUT, self.message(too_slow(limit, place, self._run.shown_path), line))
        if end.how == "import_timed_out":
            failure = Verdict(TIMED_OUT, self.message(slow_import(self.exercise.file)))
            raise self._run.import_failures.setdefault(self.exercise.file, failure)
        if end.how in TOO_MUCH:
            raise Verdict(CRASHED, self.message(TOO_MUCH[end.how]))
        if end.how == "died" or not end.reply:
            raise Verdict(CRASHED, self.message(how_it_died(end.signal)))
        self._replies = self._read_reply(end.reply, len(cases))
        return self._replies

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
        lines = [plain(line, MAX_LINE) for line in text.split("\n")[:MAX_LINES]]
        return "\n".join([*lines, f"Edit      {where}"])

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
                lines.append(f"{label:<10}{self._shown(place['file'])}:{place['line']}{code}")
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

    def _shown(self, file: str) -> str:
        """A file of the submission that the worker named, as its path is shown; a submission may have written the name."""
        return self._run.shown_path(plain(Path(file).name, MAX_LINE))

    def _read_reply(self, data: bytes, count: int) -> list[Reply]:
        try:
            reply = wire.loads(data)
            where, error = reply["where"], checked_error(reply["import_error"])
            replies = [Reply(tamed(each["value"]), checked_error(each["error"])) for each in reply["replies"]]
            self.slips = slips(reply.get("findings"))
            self.kinds = kinds(reply.get("findings"))
            if where and where["line"]:
                self._result.where = f"{self._shown(where['file'])}:{int(where['line'])}"
            missing, because = reply["missing"], one_line(reply["because"])
            left_out, unread = checked_error(reply["left_out"]), reply["unread"]
            notes = plain_notes(reply["notes"], self._run.course.stage_files)
            if error is None and missing is None and left_out is None and len(replies) != count:
                raise ValueError("replies are missing")
            if not all(reply.error or isinstance(reply.value, dict) for reply in replies):
                raise ValueError("a reply is empty")
        except JudgementTooLongError:
            raise
        except Exception:  # of whatever a submission wrote in place of the worker's reply
            raise Verdict(CRASHED, self.message("Your code's answer did not arrive in a readable form.")) from None
        self._note(notes)
        self._demand_readable(left_out)
        self._demand_readable(error if unread else None, "outside" if unread == "outside" else "file")
        self._demand_readable(next((each.error for each in replies if each.error_type == LEFT_OUT), None))
        if error is not None:
            self._not_started_or_blocked(error)
            raise self.crashed(error, None)
        if missing is not None:
            file = stage_source(self._run.submission, self.exercise.file).name
            why = f"\nWhy       {because}" if because else " Was it renamed or deleted?"
            raise Verdict(CRASHED, self.message(f"There is no {missing} in {file}.{why}"))
        return replies

    def _note(self, notes: list[str]) -> None:
        """Add notes to the report, each once."""
        for note in notes:
            if note not in self._run.report.notes and len(self._run.report.notes) < MOST_NOTES:
                self._run.report.notes.append(note)

    def _demand_readable(self, error: dict | None, unread: str = "") -> None:
        """Raise the verdict of an error that comes from code that Python cannot read.

        Args:
            error: None for no such error.
            unread: "file" where it cost a whole file, "outside" where it also lies outside of functions.
        """
        if error is None:
            return
        path = self._shown(error["file"] or self.exercise.file)
        self._result.where = f"{path}:{error['line']}" if error["line"] else path
        id = error["message"].removeprefix("It calls ").split(" ")[0]
        blocked = error["type"] == LEFT_OUT and id in self._run.course.exercises
        self._result.file_unread = bool(unread)  # so that the exercise's own hint is no help
        text = what_is_unread(error, path, unread == "outside")
        raise Verdict(BLOCKED if blocked else CRASHED, self.message(text))

    def _not_started_or_blocked(self, error: dict) -> None:
        if error["type"] != "NotImplementedError":
            return
        id = error["message"].split(" ")[0]
        left = next((slip for slip in self.slips if slip.slug in REACHED), None)
        if id == self.exercise.id and left:
            message = self.message(f"You have begun.\nWhy       {left.because}", left.line)
            raise Verdict(CRASHED, message, left.slug, left.hint)
        if id == self.exercise.id:
            text = f'Not started yet. Fill in its TODO, and delete the line `raise NotImplementedError("{error["message"]}")`.'
            raise Verdict(NOT_STARTED, self.message(text, error["line"]))
        if other := self._run.course.exercises.get(id):
            raise Verdict(BLOCKED, self.message(f"It calls {other.id} {other.name}, which is not written yet."))
