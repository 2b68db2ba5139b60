"""What runs on a machine of a cluster, in the process of a Dask worker: it finds out whether it fits, and grades in slots."""

import asyncio
import importlib.util
import json
import sys
from pathlib import Path

from ..course import TABLE, Course, CourseError
from ..data import Data, DataError
from ..judge.process import WorkerProcess
from ..leftovers import clear_leftovers
from ..sandbox.levels import NAMESPACES
from .slots import CHANGED, Slots, error_row
from .store import hash_of_code

ATTRIBUTE = "coursekit_slots"  # of the Dask worker: its slots, by the run that they are for


async def admit(wanted: str, dask_worker) -> str:
    """Make this worker ready for a class, if it fits: Dask sends those tasks here that ask for the run's name.

    Args:
        wanted: JSON of {"run", "course": the package's name, "code": see `hash_of_code`, "data": what they are called,
            "sandbox": the best level to try, "unsafe": whether less than the highest will do}.
        dask_worker: the worker, as Dask gives it.

    Returns:
        JSON of {"slots": how many submissions it grades side by side, 0 if it does not fit, "line": what to say of it}.
    """
    asked = json.loads(wanted)
    why, line, made = await asyncio.to_thread(_look, asked)  # seconds, in which the worker must go on answering
    if why:
        return json.dumps({"slots": 0, "line": f"refused: {why}"})
    number = dask_worker.state.nthreads
    _slots_of(dask_worker)[asked["run"]] = made
    await dask_worker.set_resources(**{asked["run"]: number})
    return json.dumps({"slots": number, "line": f"{number} at a time. {line}"})


def grade_there(run: str, files: dict[str, bytes], seed: int) -> str:
    """The task of one submission: its row, as JSON."""
    from distributed import get_worker

    slots = _slots_of(get_worker()).get(run)
    return json.dumps(slots.grade(files, seed) if slots else error_row(CHANGED))


async def dismiss(run: str, dask_worker) -> None:
    """End the slots of a class that is done with."""
    slots = _slots_of(dask_worker).pop(run, None)
    await dask_worker.set_resources(**{run: 0})
    if slots:
        await asyncio.to_thread(slots.end)


def _slots_of(dask_worker) -> dict[str, Slots]:
    return dask_worker.__dict__.setdefault(ATTRIBUTE, {})


def _look(asked: dict) -> tuple[str, str, Slots | None]:
    """Why this machine does not fit, or ""; how well it shuts submissions in, in words; and its slots."""
    try:
        found = importlib.util.find_spec(asked["course"])
        if found is None or not found.origin or not Path(found.origin).with_name(TABLE).is_file():
            return f"the course {asked['course']} is not installed there ({sys.executable})", "", None
        course = Course(Path(found.origin).parent)
        if hash_of_code(course) != asked["code"]:
            return f"it has another version of the course or its engine, in {course.root}", "", None
        data = Data(course)
        root = data.root
        if data.name != asked["data"]:
            return f"its data are {data.name or 'missing'}, and here they are {asked['data']}", "", None
        clear_leftovers(course.name)
        worker = WorkerProcess(course, sandbox=asked["sandbox"])
        try:
            protection = worker.protection
        finally:
            worker.close()
    except (CourseError, DataError, OSError) as error:
        return str(error), "", None
    if protection.level != NAMESPACES and not asked["unsafe"]:
        return f"submissions are not shut in fully there (--unsafe grades all the same). {protection.line}", "", None
    return "", protection.line, Slots(course, root, asked["sandbox"], asked["code"])
