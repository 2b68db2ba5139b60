"""`python tests/book/record.py`: run the lessons that changed, on MNIST and on drawn digits; record what their cells print.

Writes `outputs.json`, to which `test_claims.py` holds the lessons' prose. Wants real MNIST (`DIGITS_DATA`); three minutes.
With names, `3_training`, it looks at those alone; `show 3_training` prints what a lesson printed on MNIST.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jupytext

from digits.recorded import recorded

HERE = Path(__file__).resolve().parent
LESSONS = HERE.parent.parent / "lessons"
OUTPUTS = HERE / "outputs.json"
RUN = """
import contextlib, io, json, sys, types
sys.modules["__main__"] = lesson = types.ModuleType("__main__")
lesson.__dict__.setdefault("__builtins__", __builtins__)
cells = json.loads(sys.stdin.read())
printed = []
for cell in cells:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(cell, "lesson", "exec"), lesson.__dict__)
    printed.append(out.getvalue())
print(json.dumps(printed))
"""


def code_cells(name: str) -> list[str]:
    """The code of a lesson's cells."""
    text = (LESSONS / f"{name}.py").read_text(encoding="utf-8")
    return [cell.source for cell in jupytext.reads(text, fmt="py:percent").cells if cell.cell_type == "code"]


def digest(cells: list[str]) -> str:
    """Of a lesson's code, and of the recorded runs if it shows them: if they change, so may what it prints."""
    shown = [recorded()] if any("recorded()" in cell for cell in cells) else []
    return hashlib.sha256(json.dumps(cells + shown).encode()).hexdigest()[:16]


def run(cells: list[str], data: Path) -> list[str]:
    """What each cell of a lesson prints with this data. Raises CalledProcessError if the lesson fails."""
    environment = {**os.environ, "DIGITS_DATA": str(data), "MPLBACKEND": "Agg", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", RUN], input=json.dumps(cells), env={**environment, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE, encoding="utf-8", check=True,
    )  # fmt: skip
    return [text for text in json.loads(done.stdout) if text]


def main() -> None:
    """Record the lessons whose code has changed, or show one."""
    record = json.loads(OUTPUTS.read_text(encoding="utf-8")) if OUTPUTS.exists() else {}
    if sys.argv[1:2] == ["show"]:
        print("\n".join(record[sys.argv[2]]["mnist"]))
        return
    from digits import data_name, data_root, rendered

    mnist = data_root()
    if data_name(mnist) != "mnist":
        sys.exit("The lessons quote MNIST: name its folder with DIGITS_DATA.")
    with tempfile.TemporaryDirectory() as folder:
        rendered.write(Path(folder))
        cells = {
            name: code_cells(name) for name in sys.argv[1:] or sorted(path.stem for path in LESSONS.glob("[0-9]_*.py"))
        }
        stale = [name for name in cells if digest(cells[name]) != record.get(name, {}).get("code")]

        def printed(name: str) -> dict:
            return {
                "code": digest(cells[name]),
                "mnist": run(cells[name], mnist),
                "drawn": run(cells[name], Path(folder)),
            }

        with ThreadPoolExecutor(2) as pool:
            record |= zip(stale, pool.map(printed, stale), strict=True)
    OUTPUTS.write_text(json.dumps(dict(sorted(record.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("recorded:", *stale)


if __name__ == "__main__":
    main()
