"""The zip that Gradescope's autograder wants: setup.sh, run_autograder, and the course as students get it.

Source: Gradescope's documentation, gradescope-autograders.readthedocs.io, Autograder Specifications.
"""

import io
import shlex
import zipfile

from ..archive import PROGRAM, add_to_zip
from ..course import Course
from .choice import HandoutError
from .edition import WORKFLOW, Edition, template

PROJECT = "pyproject.toml"


def autograder_zip(course: Course, edition: Edition, preinstall: str = "", seed: int | None = None) -> bytes:
    """The archive.

    Args:
        course: whose exercises they are.
        edition: what is handed out of it: the bundle has no solution either.
        preinstall: what pip installs before the course, as it would be typed after `pip install`.
        seed: of all inputs; None draws them anew for each submission, so that no answer can be copied from a message.

    Raises:
        HandoutError: `preinstall` cannot be read, or the course cannot be installed by pip.
    """
    if not (course.root / PROJECT).is_file():
        raise HandoutError(f"There is no {PROJECT} in {course.root}, by which setup.sh could install the course.")
    try:
        first = shlex.join(shlex.split(preinstall))
    except ValueError as error:
        raise HandoutError(f"--preinstall cannot be read: {error}") from None
    programs = {
        "setup.sh": template("setup.sh", course).replace(b"@PREINSTALL@", first.encode()),
        "run_autograder": template("run_autograder", course).replace(
            b" @SEED@", b"" if seed is None else f" --seed {seed}".encode()
        ),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in programs.items():
            add_to_zip(archive, name, data, PROGRAM)
        for path, data in edition.files.items():
            if path != WORKFLOW:
                add_to_zip(archive, f"course/{path}", data)
    return made.getvalue()
