"""What the `main()` of every stage file shares: its options, its printed lines, and a kind word where it cannot go on."""

import argparse
import functools
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from digits.check import DataError, check


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
    arguments = parser.parse_args([] if "ipykernel" in sys.modules else None)
    if arguments.data:
        check(arguments.data)  # torchvision would say less, and in a traceback
    arguments.out.mkdir(parents=True, exist_ok=True)
    return arguments


def save_figure(figure, path: Path) -> None:
    """Save a matplotlib `figure` as a PNG at `path`, and say so."""
    figure.savefig(path, dpi=120, bbox_inches="tight")
    say(f"saved {path}")


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
            print(f"\nNext to write: {error}\n  {frame.filename}:{frame.lineno}")
            print("Fill in the TODO there, then check it with: pytest grader")
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
    if "ipykernel" not in sys.modules:
        sys.exit(1)
