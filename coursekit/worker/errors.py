"""Describes an exception that a student's code raised, as plain values: no frames of torch or of the grader."""

import traceback
from pathlib import Path

MAX_MESSAGE = 600


def describe_error(error: BaseException, folder: Path) -> dict:
    """Describe `error`.

    Returns:
        type (name of the exception's class), message, file, line and code of the student's innermost line (None where
        no line of the submission is to blame).
    """
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _belongs(frame.filename, folder)]
    file, line, code = None, None, None
    if frames:
        file, line, code = Path(frames[-1].filename).name, frames[-1].lineno, frames[-1].line or None
    if isinstance(error, SyntaxError) and error.filename and _belongs(error.filename, folder):
        file, line, code = Path(error.filename).name, error.lineno, (error.text or "").strip() or None
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)[:MAX_MESSAGE]
    except Exception:
        message = ""
    return {
        "type": type(error).__name__,
        "message": message,
        "file": file,
        "line": line,
        "code": code,
    }


def _belongs(filename: str, folder: Path) -> bool:
    return Path(filename).parent == folder
