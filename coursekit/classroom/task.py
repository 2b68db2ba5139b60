"""Grades one submission of a class: stage files in, a row out. The same `Run` as behind `pytest COURSE`."""

import io
import re
import tempfile
import time
import traceback
from contextlib import redirect_stdout
from pathlib import Path

from ..course import Course
from ..data import Data
from ..files import remove_folder
from ..judge.process import WorkerProcess
from ..judge.run import Run
from ..report.json_file import report_as_dict
from ..report.summary import print_summary
from ..sandbox.levels import NAMESPACES
from .places import Places

GRADED, REFUSED, ERROR, MISSING = "graded", "refused", "error", "missing"
NAME = "submission"  # of the folder that is graded, in place of the student's, so that paths tell nothing


class Slot:
    """Grades one submission after the other with a worker that stays warm.

    Args:
        course: whose stage files they are.
        root: of the data, where it is known.
        sandbox: the best level of protection to try.
    """

    def __init__(self, course: Course, root: Path | None = None, sandbox: str = NAMESPACES) -> None:
        self.course, self.data = course, Data(course, root)
        self.worker = WorkerProcess(course, hidden_variables=self.data.variables, sandbox=sandbox)

        self.places = Places(course, root, self.worker.folder)

    def close(self) -> None:
        """End the worker."""
        self.worker.close()

    def grade(self, files: dict[str, bytes], seed: int) -> dict:
        """Grade stage files.

        Args:
            files: by their names.
            seed: of the inputs.

        Returns:
            {"status": GRADED or ERROR, "report": as in the JSON of `pytest COURSE`, "summary": as it is printed,
            and by exercise: "prints": what the code printed, "answers": see `coursekit.judge.answer`, "exhibits": see
            `coursekit.judge.exhibits`; "error": of the grader's own, "seconds"}; plain values alone.
        """
        begin = time.monotonic()
        home = Path(tempfile.mkdtemp(dir=self.worker.folder))  # which the worker removes if this process is killed
        row = {
            "status": GRADED,
            "report": None,
            "summary": "",
            "prints": {},
            "answers": {},
            "exhibits": {},
            "error": "",
        }
        try:
            folder = home / NAME
            folder.mkdir()
            for name, data in files.items():
                (folder / name).write_bytes(data)
            run = Run(self.course, folder, self.worker, self.data, seed, collects=True)
            report = run.grade()
            report.given = Path(NAME)
            if report.protection:  # for who grades, not for the student: it may say what is not protected
                report.notes = [note for note in report.notes if note != report.protection.line]
            row["report"] = self.places.hidden(report_as_dict(report), home)
            row["summary"] = own_paths(self.places.hidden(_printed(report), home), self.course)
            prints = {id: result.output for id, result in report.results.items() if result.output}
            row["prints"] = self.places.hidden(prints, home)
            row["exhibits"] = {id: result.exhibits for id, result in report.results.items() if result.exhibits}
            row["answers"] = {id: result.answer for id, result in report.results.items() if result.answer}
        except Exception:  # nobody's submission stops the others
            row |= {"status": ERROR, "error": traceback.format_exc()}
        finally:
            remove_folder(home)
        row["seconds"] = round(time.monotonic() - begin, 3)
        return row


def own_paths(text: str, course: Course) -> str:
    """The names of stage files, and commands, as a student has them: without the folder that they were graded in."""
    stems = "|".join(re.escape(file.removesuffix(".py")) for file in course.stage_files)
    text = re.sub(rf"\b{NAME}[/\\](?=(?:{stems})\.)", "", text)
    return re.sub(rf" --submission {NAME}\b", "", text)


def error_row(why: str) -> dict:
    """A row of a submission that was not graded by a fault of the grader's."""
    return {"status": ERROR, "error": why}


def _printed(report) -> str:
    with redirect_stdout(io.StringIO()) as printed:
        print_summary(report, colour=False)
    return printed.getvalue()
