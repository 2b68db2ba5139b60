"""Runs `python -m ...` in forks of a process that has torch already, which spares each run the seconds that torch takes.

The forks import the code that they run from their own working directory, as a new process would. This file is also the
program of that process.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path

PRELOADED = ["torch", "torch._dynamo", "torchvision", "matplotlib.pyplot", "psutil", "safetensors.torch"]

SECONDS = 300  # for a run


def run_forked(arguments: list[str], cwd: Path, environment: dict[str, str], out: Path) -> int:
    """Run `python -m ARGUMENTS`, and write all that it prints to `out`; return the exit code."""
    server = _server()
    request = {"arguments": arguments, "cwd": str(cwd), "environment": environment, "out": str(out)}
    print(json.dumps(request), file=server.stdin, flush=True)
    return int(server.stdout.readline())


@cache
def _server() -> subprocess.Popen:
    server = subprocess.Popen(
        [sys.executable, "-P", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(server.kill)
    return server


def _serve() -> None:
    for name in PRELOADED:
        __import__(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(request: dict) -> None:
    """Be `python -m ...`; does not return."""
    import runpy

    if hasattr(signal, "alarm"):
        signal.alarm(SECONDS)  # it may hang

    out = os.open(request["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, target in ((os.open(os.devnull, os.O_RDONLY), 0), (out, 1), (out, 2)):
        os.dup2(number, target)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["cwd"])
    sys.path.insert(0, request["cwd"])
    sys.argv = request["arguments"]
    encoding = os.environ.get("PYTHONIOENCODING", "utf-8")
    sys.stdout = sys.stderr = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115 (it is stdout)
    code = 0
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
