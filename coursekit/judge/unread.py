"""What is said of files that Python could not read as a whole, or not run as a whole."""

from pathlib import Path

MAX_NOTES, MAX_NOTE = 5, 300
MOST_NOTES = 12  # in a report, all files and all other notes together
NO_TEXT = "UnreadableFileError"  # the file is no text, or no notebook
LEFT_OUT = "LeftOutError"  # something was called that could not be read


def plain_notes(notes, files: list[str]) -> list[str]:
    """What a worker's notes say of the stage files, in one line each.

    Raises:
        ValueError: they are no texts. (A submission may have written them.)
    """
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise ValueError("not notes")
    names = tuple(name for file in files for name in (file, file.removesuffix(".py") + ".ipynb"))
    return [one_line(note) for note in notes[:MAX_NOTES] if note.startswith(names)]


def one_line(text: str) -> str:
    """A text of the worker's, short and in one line, without what a terminal would take for a command."""
    text = " ".join(text[: 2 * MAX_NOTE].split())
    return "".join(letter for letter in text if letter.isprintable())[:MAX_NOTE]


def what_is_unread(error: dict, path: str, outside: bool) -> str:
    """The message of an error in reading a file, or of a call of what could not be read.

    Args:
        error: as the worker describes it.
        path: of the file in which it lies, as it is shown.
        outside: whether it lies outside of functions, and cost the whole file.
    """
    if error["type"] == NO_TEXT:
        return f"{path} cannot be read: {one_line(error['message'])}."
    if error["type"] == LEFT_OUT:
        return one_line(error["message"])
    lines = [f"Raised    {error['type']}: {error['message']}"]
    if error["line"]:
        lines.append(f"In        {path}:{error['line']}" + (f"   {error['code']}" if error["code"] else ""))
    lines.append("Why       Python cannot read on from there: the slip is in that line, or perhaps just before it.")
    if outside:
        lines.append(
            f"Note      It lies outside of the exercises' functions, so nothing in {Path(path).name} could be graded."
        )
    return "\n".join(lines)
