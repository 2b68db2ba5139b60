"""The run of stage 4 draws a curve that is one, on many digits and on few."""

import subprocess
import sys

from tests.helpers import SOLUTIONS

COUNT = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import stage4_evaluation as stage4
stage4.save_figure = lambda figure, path: print(path.name, *(len(line.get_xdata()) for line in figure.axes[0].lines))
stage4.main()
"""


def test_on_drawn_digits_an_epoch_gives_ten_points(rendered_root, tmp_path):
    arguments = ["--data", rendered_root, "--epochs", "1", "--out", tmp_path]
    done = subprocess.run(
        [sys.executable, "-c", COUNT, SOLUTIONS, *arguments], capture_output=True, text=True, check=False
    )
    batches = -(-12_000 // 64)
    each_epoch = -(-batches // 20)
    assert f"history.png {each_epoch} 2" in done.stdout, done.stdout + done.stderr
