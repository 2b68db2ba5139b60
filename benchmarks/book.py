"""`python benchmarks/book.py`: seconds to run each lesson, and to build the book with a cold and with a warm cache."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jupyter_cache import get_cache

LESSONS = Path(__file__).resolve().parent.parent / "lessons"
COLD, WARM, LESSON = 300, 20, 60  # what each may take, on two cores


def main() -> None:
    """Build the book twice in a temporary folder, with a cache of its own; the second time all lessons have run."""
    with tempfile.TemporaryDirectory() as temporary:
        cache = Path(temporary) / "cache"
        seconds = {name: _build(Path(temporary) / name, cache) for name in ("cold", "warm")}
        records = get_cache(cache).list_cache_records()
        for record in sorted(records, key=lambda record: record.uri):
            print(f"{Path(record.uri).stem:20} {record.data['execution_seconds']:6.1f} s  (at most {LESSON})")
    print(f"{'book, cold cache':20} {seconds['cold']:6.1f} s  (at most {COLD})")
    print(f"{'book, warm cache':20} {seconds['warm']:6.1f} s  (at most {WARM})")


def _build(folder: Path, cache: Path) -> float:
    """Build all pages into a new folder; return the seconds. Raises CalledProcessError if the build fails."""
    begin = time.perf_counter()
    options = ["-q", "-W", "--keep-going", "-D", f"nb_execution_cache_path={cache}", "-d", str(folder / "doctrees")]
    subprocess.run([sys.executable, "-m", "sphinx", *options, str(LESSONS), str(folder / "html")], check=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
