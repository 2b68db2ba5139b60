"""A class made of the corpora: right answers, wrong ones, and attacks; graded as an instructor does, and looked at afterwards.

`python benchmarks/class_of_40.py [--size 40] [--jobs 2] [--seed 7] [--scheduler tcp://host:8786]`; 40 take a quarter of an
hour on two cores. All must be graded; every mistake must be named, every right answer have all points; no attack may earn
what it must not, cost another exercise anything, leave a process or a file, or change one outside of --out.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coursekit.corpus import ALTERNATIVES, MISTAKES, read_corpus  # noqa: E402
from coursekit.data import Data  # noqa: E402
from coursekit.report.json_file import exercises_of  # noqa: E402
from tests.helpers import COURSE  # noqa: E402
from tests.hostile.bank import ATTACKS  # noqa: E402
from tests.hostile.world import World  # noqa: E402

SETTLE_SECONDS = 20.0
OF_TORCH = "torchinductor_"  # a folder that PyTorch makes for its own cache, wherever it is imported


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=40, help="of the class (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="side by side (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=7, help="draws the class (default: %(default)s)")
    parser.add_argument("--scheduler", help="grade on a cluster")
    arguments = parser.parse_args()
    os.environ["DIGITS_DATA"] = str(Data(COURSE).root)
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        found = grade(Path(folder), arguments)
    print("\n".join(found) or "All as it should be.")
    sys.exit(bool(found))


def grade(folder: Path, arguments) -> list[str]:
    """Make the class, grade it, and say what is not as it should be."""
    (folder / "nobody").mkdir()
    nobody = SimpleNamespace(folder=folder / "nobody", process=SimpleNamespace(poll=lambda: 1))
    world = World(folder / "world", SimpleNamespace(worker=nobody))
    export, out, scratch = folder / "handed in", folder / "results", folder / "tmp"
    scratch.mkdir()
    expected = write_class(export, arguments.size, random.Random(arguments.seed), world.names)
    handed_in = {path: path.read_bytes() for path in export.rglob("*.py")}
    more = ["--scheduler", arguments.scheduler] if arguments.scheduler else []
    begin = time.monotonic()
    code = subprocess.run(
        [sys.executable, "-m", "grader", "class", str(export), "--out", str(out), "--jobs", str(arguments.jobs),
         "--seed", str(arguments.seed), *more],
        cwd=ROOT, env={**os.environ, "TMPDIR": str(scratch)}, check=False,
    ).returncode  # fmt: skip
    print(f"{arguments.size} graded in {time.monotonic() - begin:.0f} s, {arguments.jobs} side by side")
    found = [f"The command's exit code is {code}."] if code else []
    found += [f"{name}: {each}" for name, demand in expected.items() for each in demand(row_of(out, name))]
    found += world.spoilt() + [f"is running still: {each}" for each in left_running(scratch)]
    found += [f"left {path}" for path in scratch.iterdir() if not path.name.startswith(OF_TORCH)]
    if {path: path.read_bytes() for path in export.rglob("*.py")} != handed_in:
        found.append("What was handed in has changed.")
    world.close()
    return found


def write_class(export: Path, size: int, draw: random.Random, names: dict) -> dict:
    """Write `size` submissions, a third of each kind; give for each what is wrong with a row, as a function of the row."""
    wrong, right = read_corpus(COURSE, MISTAKES), read_corpus(COURSE, ALTERNATIVES)
    expected = {}
    for number, each in enumerate(draw.sample(wrong, min(len(wrong), size // 3))):
        each.write_submission(COURSE, export / f"wrong {number} {each.path.stem}")
        expected[f"wrong {number} {each.path.stem}"] = lambda row, each=each: of_mistake(row, each)
    for number, each in enumerate(draw.sample(right, min(len(right), size // 3))):
        each.write_submission(COURSE, export / f"right {number} {each.path.stem}")
        expected[f"right {number} {each.path.stem}"] = of_right
    for name in draw.sample(sorted(ATTACKS), size - len(expected)):
        ATTACKS[name].write_submission(export / f"hostile {name}", names)
        expected[f"hostile {name}"] = lambda row, name=name: of_attack(row, ATTACKS[name])
    return expected


def row_of(out: Path, name: str) -> dict:
    """What was kept of a student."""
    return json.loads((out / name / "result.json").read_text(encoding="utf-8"))


def of_mistake(row: dict, specimen) -> list[str]:
    """What is wrong with the row of a mistake: it must not pass, and be called by its name."""
    found = _exercises(row).get(specimen.exercise, {})
    named = found.get("status") in ("failed", "crashed") and found.get("mistake") == specimen.mistake
    return [] if named else [f"{specimen.exercise} should be {specimen.mistake}, but is {_short(found)}"]


def of_right(row: dict) -> list[str]:
    """What is wrong with the row of a right answer: it must have all points."""
    return [f"{id} is {_short(found)}" for id, found in _exercises(row).items() if found["status"] != "passed"]


def of_attack(row: dict, attack) -> list[str]:
    """What is wrong with the row of an attack: it must fail, or what it hides behind must pass, and the others must."""
    found, level = _exercises(row), ((row["report"] or {}).get("sandbox") or {}).get("level")
    wrong = [f"{id}, which it does not stand in, is {_short(found.get(id, {}))}" for id in attack.unaffected
             if found.get(id, {}).get("status") != "passed"]  # fmt: skip
    passes = attack.header("passes")
    passed = found.get(attack.exercise, {}).get("status") == "passed"
    if level in attack.held and passes != "either" and passed != (passes == "yes"):
        wrong.append(f"{attack.exercise} is {_short(found.get(attack.exercise, {}))}")
    return wrong


def left_running(scratch: Path) -> list[str]:
    """Processes, a little later, that were started with this folder for temporary files."""
    end, found = time.monotonic() + SETTLE_SECONDS, ["?"]
    while found and time.monotonic() < end:
        time.sleep(0.2)
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("TMPDIR") == str(scratch):
                    found.append(" ".join(process.cmdline()))
            except psutil.Error:
                continue
    return found


def _exercises(row: dict) -> dict[str, dict]:
    return {each["id"]: each for each in exercises_of(row["report"])} if row["report"] else {}


def _short(found: dict) -> str:
    return f"{found.get('status')}, {found.get('mistake')}: {found.get('message', '')[:300]!r}"


if __name__ == "__main__":
    main()
