"""`python benchmarks/pad.py`: milliseconds from a movement of the pen to the bars, in a headless Chromium.

From the time that the browser gives the pointer's event to the moment when the bars, the maps and the picture have been
changed by its answer; the screen shows that at its next picture, up to 17 ms later. With `--slopes` the gradient with
respect to the picture is asked for as well.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.book.browser import browser, missing
from tests.helpers import ROOT, SOLUTIONS
from tests.pads import open_pad, stroke, untrained_weights

MOVEMENTS, AT_MOST = 100, 50.0  # milliseconds
LISTEN = """
window.took = [];
let moved = null;
document.getElementById("pad").addEventListener("pointermove", (event) => { moved ??= event.timeStamp; }, true);
const shown = answered;
answered = (found) => {
  shown(found);
  if (found && moved !== null) took.push(performance.now() - moved);
  moved = null;
};
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Milliseconds from the pen to the bars.")
    parser.add_argument("--slopes", action="store_true", help="and the gradient with respect to the picture")
    options = parser.parse_args()
    if why := missing():
        print(why, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as temporary, _started(Path(temporary)) as url:
        took = _measured(url, options.slopes)
    median, worst = statistics.median(took), max(took)
    print(f"{len(took)} movements: median {median:.1f} ms, worst {worst:.1f} ms (at most {AT_MOST:g} ms)")
    return 0


def _measured(url: str, slopes: bool) -> list[float]:
    """Milliseconds of each movement along two straight lines."""
    with browser("light", "desktop", log=False) as driver:
        open_pad(driver, url)
        if slopes:
            driver.execute_script("turn('slopes')")
        stroke(driver, steps=4, pause=0.1)  # the first ones warm up
        driver.execute_script(LISTEN)
        stroke(driver, steps=MOVEMENTS // 2, pause=0.05)
        time.sleep(0.5)
        return driver.execute_script("return took")


@contextmanager
def _started(folder: Path):
    """The program as a student starts it, and its page's address."""
    weights = untrained_weights(folder / "weights.safetensors")
    command = [sys.executable, "-m", "digits", "draw", "--no-browser", "--submission", str(SOLUTIONS)]
    command += ["--weights", str(weights), "--mine", str(folder / "mine")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT) as process:
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
