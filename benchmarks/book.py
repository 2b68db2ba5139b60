"""`python benchmarks/book.py`: seconds to run each lesson, and to build the book with a cold and with a warm cache.

`python benchmarks/book.py weigh book/html`: what a browser fetches for the first view of each page, in kB. The second view
of any page has the style sheets and scripts already.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup
from jupyter_cache import get_cache

LESSONS = Path(__file__).resolve().parent.parent / "lessons"
COLD, WARM, LESSON = 300, 20, 60  # what each may take, on two cores


def main() -> None:
    """Build the book twice in a temporary folder, with a cache of its own; the second time all lessons have run."""
    if sys.argv[1:2] == ["weigh"]:
        weigh(Path(sys.argv[2]))
        return
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


def weigh(book: Path) -> None:
    """Print a table of what each page's first view weighs, with the figures of a desk and with those of a phone."""
    print(
        f"{'kB':20} {'html':>6} {'css':>6} {'js':>6} {'desk':>6} {'phone':>6}   figures; first view at a desk, on a phone"
    )
    for path in sorted(book.glob("[0-9i]*.html")):
        if path.stem == "genindex" or path.stem.startswith("index-"):
            continue
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        images = page.select("img")
        narrow = [(image.parent.source or {}).get("srcset", image["src"]) for image in images]
        kinds = {
            "html": [path.name],
            "css": [tag["href"] for tag in page.select("link[rel=stylesheet]")],
            "js": [tag["src"] for tag in page.select("script[src]")],
            "desk": [image["src"] for image in images],
            "phone": narrow,
        }
        kilobytes = {kind: _kilobytes(book, addresses) for kind, addresses in kinds.items()}
        total = kilobytes["html"] + kilobytes["css"] + kilobytes["js"]
        row = " ".join(f"{size:6.0f}" for size in kilobytes.values())
        print(f"{path.stem:20} {row}   {total + kilobytes['desk']:.0f}, {total + kilobytes['phone']:.0f}")


def _kilobytes(book: Path, addresses: list[str]) -> float:
    files = {book / address.partition("?")[0] for address in addresses if not address.startswith("data:")}
    return sum(file.stat().st_size for file in files) / 1000


if __name__ == "__main__":
    main()
