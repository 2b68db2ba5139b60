"""What goes back to the students: a page for each, and `feedback.zip` with the folders' names that came in, as Moodle takes it back."""

import contextlib
import zipfile
from pathlib import Path

from ..archive import add_to_zip
from ..files import replace_file, written_aside
from .pages.people import STUDENTS_PAGE as PAGE
from .pages.student import student_page
from .store import Store

MISSING_FOLDER = "_missing"


def write_pages(store: Store, handed_in: list[tuple], missing: list[dict]) -> None:
    """Write each student's page, from what the store holds; raises OSError.

    Args:
        store: the class's.
        handed_in: (submission, row) of those who handed something in.
        missing: the rows of those who did not; pages of who was missing before go.
    """
    for submission, row in handed_in:
        folder = store.path(submission)
        folder.mkdir(parents=True, exist_ok=True)
        page = student_page(store.course, {**row, "exhibits": store.exhibits(submission, row)})
        replace_file(folder / PAGE, page.encode("utf-8", errors="replace"))
    folders = {store.folder / MISSING_FOLDER / store.folder_name(row["id"] or row["name"]): row for row in missing}
    for page in (store.folder / MISSING_FOLDER).glob(f"*/{PAGE}"):
        if page.parent not in folders:
            page.unlink()
            with contextlib.suppress(OSError):  # somebody put something there
                page.parent.rmdir()
    for folder, row in folders.items():
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / PAGE, student_page(store.course, row).encode("utf-8", errors="replace"))


def write_zip(path: Path, store: Store, handed_in: list[tuple]) -> None:
    """Write the archive: for each, feedback.txt and feedback.html, which `write_pages` has written; raises OSError."""
    with written_aside(path) as aside, zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive:
        for submission, row in handed_in:
            folder = row["came_as"][0].removesuffix(".zip")
            text = row["summary"] or f"Not graded: {row['refused'] or 'the grader itself failed'}.\n"
            add_to_zip(archive, f"{folder}/feedback.txt", text.encode("utf-8", errors="backslashreplace"))
            add_to_zip(archive, f"{folder}/{PAGE}", (store.path(submission) / PAGE).read_bytes())
