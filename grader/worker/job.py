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
from .errors import describe_error
from .probes import PROBES
from .submission import install, where_defined


def run_job(job: Path, request: dict) -> None:
    """Do what `request` says, and write `reply`. Whatever the student's code raises becomes part of the reply."""
    folder = Path(request["submission"])
    scratch = job / "scratch"
    scratch.mkdir()
    os.chdir(scratch)
    reply = {"where": None, "import_error": None, "missing": None, "replies": []}
    try:
        _import_and_probe(request, folder, job, reply)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: a student may raise anything
        reply["import_error"] = describe_error(error, folder)
    wire.save(job / "reply", reply)


def _import_and_probe(request: dict, folder: Path, job: Path, reply: dict) -> None:
    install(folder)
    if "matplotlib" in sys.modules:
        os.environ["MPLBACKEND"] = "Agg"
        sys.modules["matplotlib"].use("Agg")
    warnings.simplefilter("ignore")
    torch.set_num_threads(request["threads"])
    _seed(request["seed"])
    reply["where"] = where_defined(folder, request["file"], request["name"])
    module = importlib.import_module(request["file"].removesuffix(".py"))
    torch.set_grad_enabled(True)
    (job / "imported").touch()
    top = request["name"].split(".")[0]
    if top.isidentifier() and not hasattr(module, top):
        reply["missing"] = top
        return
    probe = PROBES[request["probe"]]
    for number, case in enumerate(request["cases"]):
        _seed(request["seed"] + number)
        try:
            reply["replies"].append({"value": probe(module, case), "error": None})
        except BaseException as error:
            reply["replies"].append({"value": None, "error": describe_error(error, folder)})


def _seed(seed: int) -> None:
    random.seed(seed)
    torch.manual_seed(seed)
