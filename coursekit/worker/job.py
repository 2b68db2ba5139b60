"""Runs one job: import the submission, call a probe on every case, write down the values.

A job is a folder. The judge puts `request` there; the job adds the empty file `imported` once the stage file is
imported, then `reply`.
"""

import contextlib
import faulthandler
import importlib
import os
import random
import sys
import warnings
from pathlib import Path

import torch

from .. import wire
from ..course import Course
from ..submission import stage_source, where_defined
from .errors import describe_error
from .importer import install, left_out_of
from .reading import read_exercise

STUCK = "stuck"  # the name of the file that says where a job was when its time was nearly up
EARLIER = 0.5  # seconds


def run_job(course: Course, job: Path, request: dict) -> None:
    """Do what `request` says, and write `reply`. Whatever the student's code raises becomes part of the reply."""
    folder = Path(request["submission"])
    probe = getattr(course.probe(course.exercises[request["exercise"]]), request["probe"])
    # From here on the student's code may run; without this folder the judge knows that it never did.
    scratch = job / "scratch"
    scratch.mkdir()
    os.chdir(scratch)
    reply = {"where": None, "import_error": None, "missing": None, "findings": [], "replies": []}
    reply |= {"because": "", "left_out": None, "unread": "", "notes": []}
    try:
        _import_and_probe(course, probe, request, folder, job, reply)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: a student may raise anything
        reply["import_error"] = describe_error(error, folder)
    faulthandler.cancel_dump_traceback_later()
    for stream in (sys.stdout, sys.stderr):  # a fork ends without doing so
        with contextlib.suppress(Exception):  # it may be closed, or be something else by now
            stream.flush()
    wire.save(job / "reply", reply)


def _import_and_probe(course: Course, probe, request: dict, folder: Path, job: Path, reply: dict) -> None:
    exercise = course.exercises[request["exercise"]]
    finder = install(course, folder)
    reply["notes"] = finder.notes
    sys.argv = [str(stage_source(folder, exercise.file))]  # as `python stage3_training.py` would have it
    if "matplotlib" in sys.modules:
        os.environ["MPLBACKEND"] = "Agg"
        sys.modules["matplotlib"].use("Agg")
    warnings.simplefilter("ignore")
    torch.set_num_threads(request["threads"])
    _seed(request["seed"])
    reply["findings"] = read_exercise(course, exercise, folder)
    reply["where"] = where_defined(folder, exercise.file, exercise.name)
    try:
        module = importlib.import_module(exercise.file.removesuffix(".py"))
    except SyntaxError as error:
        if Path(error.filename or "").parent == folder:  # not one that the student's own eval() raised
            reply["unread"] = "outside" if error is finder.outside else "file"
        raise
    torch.set_grad_enabled(True)
    (job / "imported").touch()
    _note_where_it_is(job / STUCK, request["seconds"])
    if exercise.top_level_name and (error := left_out_of(module, exercise.name)):
        reply["left_out"] = describe_error(error, folder)
        return
    if exercise.top_level_name and not hasattr(module, exercise.top_level_name):
        reply["missing"] = exercise.top_level_name
        reply["because"] = finder.why_missing(exercise.file, exercise.top_level_name)
        return
    for number, case in enumerate(request["cases"]):
        _seed(request["seed"] + number)
        try:
            reply["replies"].append({"value": probe(module, case), "error": None})
        except BaseException as error:
            reply["replies"].append({"value": None, "error": describe_error(error, folder)})


def _note_where_it_is(path: Path, seconds: float) -> None:
    """Shortly before the time is up, write down at which lines the code is; the job is killed at the end of it."""
    with path.open("w", encoding="utf-8") as file:
        descriptor = os.dup(file.fileno())
    faulthandler.dump_traceback_later(max(seconds - EARLIER, seconds / 2), file=descriptor)


def _seed(seed: int) -> None:
    random.seed(seed)
    torch.manual_seed(seed)
