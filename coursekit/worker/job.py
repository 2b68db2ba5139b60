"""Runs one job: import the submission, call a probe on every case, write down the values.

A job is a folder. The judge puts `request` there; the job answers by its `Channel`, and works in `scratch`.
"""

import contextlib
import importlib
import os
import random
import sys
import warnings
from pathlib import Path

import torch

from ..course import Course
from ..submission import stage_source, where_defined
from .channel import Channel
from .errors import describe_error
from .importer import install, left_out_of
from .reading import read_exercise


def run_job(course: Course, scratch: Path, request: dict, channel: Channel) -> None:
    """Do what `request` says, in the folder `scratch`, and answer. Whatever the student's code raises becomes part of it."""
    folder = Path(request["submission"])
    probe = getattr(course.probe(course.exercises[request["exercise"]]), request["probe"])
    os.chdir(scratch)
    channel.step()  # from here on the student's code may run; what went wrong before is the grader's own fault
    reply = {"where": None, "import_error": None, "missing": None, "findings": [], "replies": []}
    reply |= {"because": "", "left_out": None, "unread": "", "notes": []}
    try:
        _import_and_probe(course, probe, request, folder, channel, reply)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: a student may raise anything
        reply["import_error"] = describe_error(error, folder)
    _flush()  # a fork ends without doing so
    channel.reply(reply)


def _import_and_probe(course: Course, probe, request: dict, folder: Path, channel: Channel, reply: dict) -> None:
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
    channel.step()
    channel.watch(request["seconds"])
    if exercise.top_level_name and (error := left_out_of(module, exercise.name)):
        reply["left_out"] = describe_error(error, folder)
        return
    if exercise.top_level_name and not hasattr(module, exercise.top_level_name):
        reply["missing"] = exercise.top_level_name
        reply["because"] = finder.why_missing(exercise.file, exercise.top_level_name)
        return
    for number, case in enumerate(request["cases"]):
        _mark(f"\n{request['mark']} {number}\n")
        _seed(request["seed"] + number)
        try:
            reply["replies"].append({"value": probe(module, case), "error": None})
        except BaseException as error:
            reply["replies"].append({"value": None, "error": describe_error(error, folder)})


def _mark(text: str) -> None:
    """Write into the stream of what is printed where another call begins, so that the judge can tell the calls' prints apart."""
    _flush()
    with contextlib.suppress(OSError):
        os.write(1, text.encode())


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):  # it may be closed, or be something else by now
            stream.flush()


def _seed(seed: int) -> None:
    random.seed(seed)
    torch.default_generator.manual_seed(seed)  # the CPU's; torch.manual_seed also notes down its caller for a GPU's
