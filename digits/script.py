"""What the `main()` of every stage file shares: its options, its printed lines, and a kind word where it cannot go on."""

import argparse
import functools
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from digits.check import DataError, check
from digits.notebook import in_notebook, place_of, show, show_figures

if in_notebook():
    show_figures()  # every stage file imports this first


def stage_arguments(description: str, epochs: int | None = None, fast: bool = False) -> argparse.Namespace:
    """Parse a stage's command line; in a notebook, where the command line is Jupyter's, take the defaults.

    Args:
        description: one line for `--help`.
        epochs: default of `--epochs`; None leaves that option out.
        fast: whether there is an option `--fast`.

    Returns:
        `data` (Path or None: let `digits.data_root()` find it), `out` (Path of the folder for figures), `seed` (int)
        and, if asked for, `epochs` (int) and `fast` (bool).

    Raises:
        DataError: `--data` names a folder that does not hold MNIST.
    """
    parser = argparse.ArgumentParser(description=description)
    if epochs is not None:
        parser.add_argument("--epochs", type=int, default=epochs, help="passes over the training set (%(default)s)")
    if fast:
        parser.add_argument("--fast", action="store_true", help="the same training, as fast as stage 5 makes it")
    parser.add_argument("--seed", type=int, default=1, help="for everything drawn at random (%(default)s)")
    parser.add_argument("--data", type=Path, help="folder with MNIST in torchvision's layout (default: found for you)")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for the figures (%(default)s)")
    arguments = parser.parse_args([] if in_notebook() else None)
    if arguments.data:
        check(arguments.data)  # torchvision would say less, and in a traceback
    arguments.out.mkdir(parents=True, exist_ok=True)
    return arguments


def save_figure(figure, path: Path) -> None:
    """Save a matplotlib `figure` as a PNG at `path`, and say so; in a notebook, show it too."""
    figure.savefig(path, dpi=120, bbox_inches="tight")
    say(f"saved {path}")
    show(figure)


def say(line: str) -> None:
    """Print one line without breaking a progress bar that is on the screen."""
    from tqdm import tqdm

    tqdm.write(line)


def stage_script(main: Callable[[], None]) -> Callable[[], None]:
    """Decorate a stage's `main`: at a TODO that is not written yet, or without data, say so in place of a traceback.

    What the terminal cannot show is printed as a question mark, where Python would stop.
    """

    @functools.wraps(main)
    def run() -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a notebook's streams have none, and can show everything
                stream.reconfigure(errors="replace")
        try:
            main()
        except NotImplementedError as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            print(f"\nNext to write: {error}\n  {place_of(frame.filename, frame.lineno, frame.name)}")
            command = "!pytest grader (in a cell: save the notebook first)" if in_notebook() else "pytest grader"
            print(f"Fill in the TODO there, then check it with: {command}")
            _stop()
        except ModuleNotFoundError as error:
            if not (error.name or "").startswith("stage"):
                raise  # something that is not installed
            print(f"This needs {error.name}.py, which is not in the folder of this file.", file=sys.stderr)
            _stop()
        except DataError as error:
            print(error, file=sys.stderr)
            _stop()

    return run


def _stop() -> None:
    if not in_notebook():
        sys.exit(1)
