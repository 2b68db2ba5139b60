"""What went wrong in a student's code, in plain words, with their own file and line."""

import linecache
import traceback
from pathlib import Path
from types import FrameType

MAX_MESSAGE = 500


def fault(
    message: str, advice: str = "", file: str | None = None, line: int | None = None, code: str | None = None
) -> dict:
    """One fault as the page shows it.

    Returns:
        `message`: what happened; `advice`: what to do, may be ""; `file`, `line`, `code`: the student's own line, None
        where no line of theirs is to blame.
    """
    return {"message": message[:MAX_MESSAGE], "advice": advice, "file": file, "line": line, "code": code}


def describe(error: BaseException, folder: Path, doing: str) -> dict:
    """The `fault` of an exception that code in `folder` raised while it was `doing` something: "building DigitCNN()"."""
    if isinstance(error, SyntaxError) and error.filename and _belongs(error.filename, folder):
        place = {"file": Path(error.filename).name, "line": error.lineno, "code": (error.text or "").strip() or None}
        return fault(
            f"{type(error).__name__}: {error.msg}", "Python cannot read this line, or the one before it.", **place
        )
    own = [each for each in traceback.extract_tb(error.__traceback__) if _belongs(each.filename, folder)]
    place = {"file": Path(own[-1].filename).name, "line": own[-1].lineno, "code": own[-1].line or None} if own else {}
    if isinstance(error, NotImplementedError):
        return fault(f"Next to write: {_text(error) or doing}", "Fill in the TODO there, save, and draw on.", **place)
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("stage"):
        return fault(f"This needs {error.name}.py, which is not in {folder}.", **place)
    if isinstance(error, SystemExit):
        return fault(f"Your code ended the program ({_text(error) or 'exit'}) while {doing}.", **place)
    text = _text(error)
    return fault(f"{type(error).__name__}{': ' if text else ''}{text}", f"It was raised while {doing}.", **place)


def where_it_is(frame: FrameType | None, folder: Path) -> dict:
    """The line of code in `folder` that a running program is in: {file, line, code}; {} if it is in none."""
    while frame is not None:
        filename = frame.f_code.co_filename
        if _belongs(filename, folder):
            code = linecache.getline(filename, frame.f_lineno).strip() or None
            return {"file": Path(filename).name, "line": frame.f_lineno, "code": code}
        frame = frame.f_back
    return {}


def place_of(function, folder: Path) -> dict:
    """Where a function or method of code in `folder` begins: {file, line, code}; {} if it is none of that code's."""
    code = getattr(function, "__code__", None)
    if code is None or not _belongs(code.co_filename, folder):
        return {}
    line = code.co_firstlineno
    text = linecache.getline(code.co_filename, line).strip() or None
    return {"file": Path(code.co_filename).name, "line": line, "code": text}


def _belongs(filename: str, folder: Path) -> bool:
    return folder in Path(filename).parents


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a student's own class may do anything
        return ""
