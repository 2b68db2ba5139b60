"""Runs one job: import the submission, call a probe on every case, write down the values.

A job is a folder. The judge puts `request` there; the job adds the empty file `imported` once the stage file is
imported, then `reply`.
"""

import importlib
import os
import random
import sys
import warnings
from pathlib import Path

import torch

from .. import wire
from ..course import Course
from ..submission import where_defined
from .errors import describe_error
from .importer import install


def run_job(course: Course, job: Path, request: dict) -> None:
    """Do what `request` says, and write `reply`. Whatever the student's code raises becomes part of the reply."""
    folder = Path(request["submission"])
    scratch = job / "scratch"
    scratch.mkdir()
    os.chdir(scratch)
    reply = {"where": None, "import_error": None, "missing": None, "replies": []}
    try:
        _import_and_probe(course, request, folder, job, reply)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: a student may raise anything
        reply["import_error"] = describe_error(error, folder)
    wire.save(job / "reply", reply)


def _import_and_probe(course: Course, request: dict, folder: Path, job: Path, reply: dict) -> None:
    exercise = course.exercises[request["exercise"]]
    probe = getattr(course.probe(exercise), request["probe"])  # imported before anything of the student's
    install(course, folder)
    if "matplotlib" in sys.modules:
        os.environ["MPLBACKEND"] = "Agg"
        sys.modules["matplotlib"].use("Agg")
    warnings.simplefilter("ignore")
    torch.set_num_threads(request["threads"])
    _seed(request["seed"])
    reply["where"] = where_defined(folder, exercise.file, exercise.name)
    module = importlib.import_module(exercise.file.removesuffix(".py"))
    torch.set_grad_enabled(True)
    (job / "imported").touch()
    if exercise.top_level_name and not hasattr(module, exercise.top_level_name):
        reply["missing"] = exercise.top_level_name
        return
    for number, case in enumerate(request["cases"]):
        _seed(request["seed"] + number)
        try:
            reply["replies"].append({"value": probe(module, case), "error": None})
        except BaseException as error:
            reply["replies"].append({"value": None, "error": describe_error(error, folder)})


def _seed(seed: int) -> None:
    random.seed(seed)
    torch.manual_seed(seed)
