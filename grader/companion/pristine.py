"""The exercises as they were shipped, to be put back: a copy of `exercises/` inside the package, made by `stubs`."""

from ..paths import PACKAGE

FOLDER = PACKAGE / "pristine"


def shipped(file: str) -> str:
    """The text of a stage file as it was shipped, with `\\n` line ends."""
    return (FOLDER / file).read_text(encoding="utf-8")
