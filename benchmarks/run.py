"""`python benchmarks/run.py`: how far training is from what the machine could do, and how long the course makes one wait.

Every ratio is taken within one round, and the table shows medians of several. A round in which others used the machine
does not count, and is measured again; where too few were quiet, or repeats lie far apart, no figure is shown. MNIST is
used if DIGITS_DATA names it. All of it takes about a quarter of an hour on two quiet cores.
"""

import argparse
import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import psutil

if __name__ == "__main__":  # the folder of the script comes first; its neighbours are the package `benchmarks`
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.quiet import Effort
from benchmarks.table import Part

ROUNDS = {"training": 7, "preparing": 7, "run": 3, "grader": 5, "watch": 3, "gpu": 3}  # all parts
README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- measured: benchmarks/run.py -->\n", "<!-- end -->"
BATCHES, FEW_BATCHES = 200, 60  # of 64 images, in each round of each way to train


def main() -> None:
    options = arguments()
    lines, done = [f"On {machine()}.", ""], []
    print("\n".join(lines), flush=True)
    for name in options.only or ROUNDS:
        part = measure(name, options)
        if part is not None:
            done.append(part)
            lines += [*part.lines(), ""]
            print("\n".join(part.lines()), end="\n\n", flush=True)
    if options.json:
        content = {"version": 1, "machine": machine(), "parts": [part.as_dict() for part in done]}
        options.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    if not all(part.complete() for part in done):
        sys.exit("Some figures are not shown: let the machine do nothing else, and run it again.")
    if options.write:
        README.write_text(with_table(README.read_text(encoding="utf-8"), lines[:-1]), encoding="utf-8")


def with_table(text: str, lines: list[str]) -> str:
    """README's `text` with these lines in the place that it keeps for them, between two marks."""
    before, rest = text.split(BEGIN, 1)
    return "\n".join([before + BEGIN + "```", *lines, "```", ""]) + END + rest.split(END, 1)[1]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", type=names, metavar="PART,…", help=f"of {', '.join(ROUNDS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds: a first look")
    parser.add_argument("--rounds", type=int, help="quiet rounds of each part, at least 3")
    parser.add_argument(
        "--wait", type=float, default=0, metavar="SECONDS", help="for a quiet moment, before each round"
    )
    parser.add_argument("--compile", action="store_true", help="torch.compile too, which takes minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all of it there too")
    parser.add_argument("--write", action="store_true", help="put the table into README.md, if it is complete")
    options = parser.parse_args()
    if options.rounds is not None and options.rounds < 3:
        parser.error("--rounds: three at least, or nothing tells how far they lie apart")
    return options


def names(text: str) -> list[str]:
    """The parts that `--only` names. Raises ArgumentTypeError for one that is none."""
    found = text.split(",")
    if wrong := [name for name in found if name not in ROUNDS]:
        raise argparse.ArgumentTypeError(f"there is no part {wrong[0]!r}, but {', '.join(ROUNDS)}")
    return found


def measure(name: str, options: argparse.Namespace) -> Part | None:
    """Measure one part, and import only then what it needs; None for a GPU where there is none."""
    effort = Effort(options.rounds or (3 if options.quick else ROUNDS[name]), options.wait)
    if name in ("training", "preparing"):
        from benchmarks import training

        if name == "preparing":
            return training.preparing(effort)
        return training.training(effort, FEW_BATCHES if options.quick else BATCHES, options.compile)
    if name == "run":
        from benchmarks.whole_run import whole_run

        return whole_run(effort)
    if name == "gpu":
        import torch

        if not torch.cuda.is_available():
            return None
        from benchmarks.gpu import gpu

        return gpu(effort)
    from benchmarks import waiting

    return {"grader": waiting.grader, "watch": waiting.watch}[name](effort)


def machine() -> str:
    """What this is measured on, in words: processor, cores, system, versions, and how threads wait."""
    model = platform.processor() or platform.machine()
    if (about := Path("/proc/cpuinfo")).exists():
        lines = about.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    waits = os.environ.get("OMP_WAIT_POLICY", "not set")
    return (
        f"{psutil.cpu_count()} x {model}, {platform.system()}, Python {platform.python_version()}, "
        f"torch {version('torch')}, OMP_WAIT_POLICY {waits}"
    )


if __name__ == "__main__":
    main()
