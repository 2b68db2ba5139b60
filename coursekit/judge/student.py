"""One exercise of one submission: runs its probe in the worker, and judges the values that come back."""

import secrets
import traceback
from pathlib import Path

from .. import wire
from ..submission import stage_source
from .answer import answer_of, answer_of_error
from .beside import Found
from .check import Check
from .compare import first_difference
from .crashes import TOO_MUCH, how_it_died, slow_import, too_slow, where_it_was
from .explain import checked_error
from .mistakes import Case, Mistake, Reply
from .naming import Naming
from .patience import JudgementTooLongError, Patience
from .prints import told_apart
from .process import WorkerProcess
from .results import CRASHED, FAILED, TIMED_OUT, Record, Result, Verdict
from .slips import kinds, slips
from .tame import tamed
from .teller import Teller
from .text import plain
from .unread import LEFT_OUT, MOST_NOTES, one_line, plain_notes
from .usual import usual


class Student(Teller):
    """One exercise of one submission, as its check sees it.

    Args:
        run, result: as of `Teller`.
        worker: that runs the code; None for the run's.
    """

    def __init__(self, run, result: Result, worker: WorkerProcess | None = None) -> None:
        super().__init__(run, result)
        self._worker = worker or run.worker
        self.folder = run.submission  # whose code is run
        self.runs = 0
        self.seconds = 0.0  # that the last run took, on the judge's clock
        self._patience = Patience()
        self._replies: list[Reply] = []  # of the last run
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

    def record(self, value: float, unit: str) -> None:
        """Keep a figure in which to compete: the lower the better. It counts if the exercise passes."""
        self._result.record = Record(value, unit)

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
        return self._worker.folder

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
                self.not_started_or_blocked(reply.error)
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
            "submission": str(self.folder),
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
        with self._patience.paused(), self._run.turn.given_away():
            end = self._worker.run(lambda path: wire.save(path, request), limit)
        self.seconds = end.seconds
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

    def run_own(self, case: Case, probe: str, threads: int, readable: tuple[Path, ...]) -> dict:
        """What a probe returns beside the stubs as they were handed out: no submission has a part in that.

        Args:
            case: the call.
            probe, threads, readable: as of `run`.

        Raises:
            RuntimeError: even so it came to nothing, which is not the student's fault.
        """
        own = Student(self._run, Result(self.exercise), self._worker)
        own.folder, own._patience = self._run.course.pristine, self._patience
        try:
            reply = own.run([case], probe, threads, readable)[0]
        except Verdict as verdict:
            raise RuntimeError(f"{probe}: {verdict.message}") from None
        if reply.error:
            raise RuntimeError(f"{probe}: {reply.error}")
        return reply.value

    def _read_reply(self, data: bytes, count: int) -> list[Reply]:
        try:
            reply = wire.loads(data)
            where, error = reply["where"], checked_error(reply["import_error"])
            replies = [Reply(tamed(each["value"]), checked_error(each["error"])) for each in reply["replies"]]
            self.slips = slips(reply.get("findings"))
            self.kinds = kinds(reply.get("findings"))
            if where and where["line"]:
                self._result.where = f"{self.shown(where['file'])}:{int(where['line'])}"
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
        self.demand_readable(left_out)
        self.demand_readable(error if unread else None, "outside" if unread == "outside" else "file")
        self.demand_readable(next((each.error for each in replies if each.error_type == LEFT_OUT), None))
        if error is not None:
            self.not_started_or_blocked(error)
            self._result.file_unread = len(error["chain"]) == 1  # it was raised outside of functions
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
