"""Everything that is made of a class's results, once all are there: the table, the pages, and what platforms take back."""

from ..files import replace_file
from .feedback import write_pages, write_zip
from .gradescope import gradescope_results
from .intake import Submission
from .pages.classpage import class_page
from .pages.people import Entry
from .scores import scores_csv
from .store import Store
from .task import MISSING


def write_results(store: Store, submissions: list[Submission], rows: list[dict]) -> None:
    """Write scores.csv, class.html, feedback.zip, and each student's page and gradescope.json; raises OSError.

    Args:
        store: the class's.
        submissions: all that were handed in.
        rows: their rows, in the same order, and then those of who is missing.
    """
    replace_file(store.folder / "scores.csv", scores_csv(store.course, rows))
    handed_in = list(zip(submissions, rows, strict=False))
    write_pages(store, handed_in, [row for row in rows if row["status"] == MISSING])
    write_zip(store.folder / "feedback.zip", store, handed_in)
    entries = [Entry(row, store.path(each).name, each.files) for each, row in handed_in]
    entries += [Entry(row, "", {}) for row in rows[len(submissions) :]]
    page = class_page(store.course, entries)
    replace_file(store.folder / "class.html", page.encode("utf-8", errors="backslashreplace"))
    for each, row in handed_in:
        store.keep_file(each, "gradescope.json", gradescope_results(row))
