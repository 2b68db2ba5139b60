"""Collects the exhibits of a run, once everything is judged: nothing of this reaches a verdict, or another exercise."""

import itertools
import traceback

from ..data import DataError
from .patience import JudgementTooLongError
from .results import FAILED, PASSED, Result, Verdict

SHOWN = (PASSED, FAILED)  # what raised or hung before is not run again
MOST_EXHIBITS = 6  # of an exercise


def collect_exhibits(run) -> None:
    """Fill `exhibits` of the run's results."""
    from ..kit.draw import Draw  # these import torch: not before the worker was started
    from .check import load_check
    from .student import Student

    for result in run.report.results.values():
        if result.status not in SHOWN or not (make := load_check(run.course, result.exercise).exhibits):
            continue
        aside = Result(result.exercise, status=result.status)  # what is printed and noted meanwhile is nobody's
        notes, failures = list(run.report.notes), dict(run.import_failures)
        try:
            with Student(run, aside) as student:
                made = make(student, Draw(run.seed, f"{result.exercise.id} exhibits"))
                for each in itertools.islice(made, MOST_EXHIBITS):
                    result.exhibits += [each] if each else []
        except (Verdict, DataError, JudgementTooLongError):  # what cannot be shown is not
            pass
        except Exception:
            result.faults.append(traceback.format_exc())
        finally:
            run.report.notes[:], run.import_failures = notes, failures
    run.kept.clear()
