"""The built pages: complete in themselves, linked rightly, and readable by everybody."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jupytext
import nbformat

from tests.helpers import COURSE, ROOT

from .conftest import LESSONS, PAGES

LOADED = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
}
RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
CSS_ADDRESS = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s;]+)""")


def test_all_pages_are_there(book, pages):
    assert {f"{name}.html" for name in PAGES} <= {path.name for path in pages}
    assert (book / "search.html").is_file() and (book / "searchindex.js").is_file()


def loaded_by(page) -> list[str]:
    """The addresses that a browser fetches to show a page."""
    found = [tag[attribute] for name, attribute in LOADED.items() for tag in page.find_all(name, {attribute: True})]
    found += [tag["href"] for tag in page.find_all("link", href=True) if RELATIONS & set(tag.get("rel", ()))]
    found += [part.split()[0] for tag in page.find_all(srcset=True) for part in tag["srcset"].split(",")]
    inline = [tag.get_text() for tag in page.find_all("style")] + [tag["style"] for tag in page.find_all(style=True)]
    return found + CSS_ADDRESS.findall("\n".join(inline))


def missing(addresses, folder: Path, book: Path) -> list[str]:
    """Those addresses that lead out of the book, or to no file in it."""
    bad = []
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme == "data" or not (parts.path or parts.netloc):
            continue
        file = (folder / unquote(parts.path)).resolve()
        if parts.scheme or parts.netloc or not file.is_relative_to(book.resolve()) or not file.is_file():
            bad.append(address)
    return bad


def test_nothing_is_loaded_from_elsewhere(book, pages):
    for path, page in pages.items():
        addresses = loaded_by(page)
        assert addresses, path.name
        assert not missing(addresses, path.parent, book), path.name


def test_style_sheets_load_nothing_from_elsewhere(book):
    for sheet in book.rglob("*.css"):
        assert not missing(CSS_ADDRESS.findall(sheet.read_text(encoding="utf-8")), sheet.parent, book), sheet.name


def test_links_lead_somewhere(book, pages):
    anchors = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    for path, page in pages.items():
        for tag in page.find_all("a", href=True):
            parts = urlsplit(tag["href"])
            if parts.scheme or parts.netloc:
                assert parts.scheme == "https", f"{path.name}: {tag['href']}"
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            if tag.has_attr("download"):
                assert target.is_file() and target.is_relative_to(book.resolve()), f"{path.name}: {tag['href']}"
                continue
            known = {page.resolve(): ids for page, ids in anchors.items()}
            assert target in known, f"{path.name}: {tag['href']} leads to no page"
            if parts.fragment:
                assert unquote(parts.fragment) in known[target], f"{path.name}: {tag['href']} leads to no place there"


def test_every_lesson_can_be_taken_along(book, lesson_pages):
    links = []
    for name, page in lesson_pages.items():
        offered = {tag["href"] for tag in page.select(".take-along a[download]")}
        assert offered == {f"{name}.ipynb", f"{name}.py"}
        lesson = (COURSE.lessons / f"{name}.py").read_text(encoding="utf-8")
        assert (book / f"{name}.py").read_text(encoding="utf-8") == lesson
        notebook = nbformat.read(book / f"{name}.ipynb", as_version=4)
        nbformat.validate(notebook)
        code = [cell.source for cell in jupytext.reads(lesson, fmt="py:percent").cells if cell.cell_type == "code"]
        assert [cell.source for cell in notebook.cells if cell.cell_type == "code"] == code
        prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        links += re.findall(r"\]\(([\w./]+\.(?:ipynb|html|md|py))", prose)
    assert links and not [link for link in links if not (book / link).is_file()]


def test_every_picture_is_described(lesson_pages):
    for name, page in lesson_pages.items():
        descriptions = [image.get("alt", "").strip() for image in page.select("article img")]
        assert len(descriptions) >= 6, f"{name}: plots are missing"
        assert min(map(len, descriptions)) > 40, f"{name}: {min(descriptions, key=len)!r} describes no plot"
        assert len(set(descriptions)) == len(descriptions), f"{name}: two plots with one description"


def test_no_page_names_a_folder_of_this_machine(book, pages, rendered_root):
    for path, page in pages.items():
        text = page.get_text()
        assert not [folder for folder in (ROOT, Path.home(), rendered_root, book) if f"{folder}/" in text], path.name


def section(page, heading: str):
    """The part of a page under a heading of the second level."""
    (found,) = [tag for tag in page.select("article section > h2") if tag.get_text().rstrip("¶#") == heading]
    return found.parent


def test_every_lesson_ends_with_break_it_and_now_you(lesson_pages):
    for name, page in lesson_pages.items():
        headings = [tag.get_text().rstrip("¶#") for tag in page.select("article section > h2")]
        assert headings[-1] == "Now you", name
        assert "Break it" in headings[-5:-2], name  # summary and quiz come between, and in lesson 4 the pad
        assert section(page, "Break it").select("img"), f"{name}: nothing drawn in Break it"


def test_every_exercise_stands_under_now_you(lesson_pages):
    for number, name in enumerate(LESSONS, start=1):
        asked = [exercise for exercise in COURSE.exercises.values() if exercise.stage == number]
        part = section(lesson_pages[name], "Now you")
        rows = [[cell.get_text() for cell in row.select("td")] for row in part.select("tbody tr")]
        assert [row[0] for row in rows] == [f"{exercise.id} {exercise.name}" for exercise in asked]
        assert [row[2].count("●") for row in rows] == [exercise.difficulty for exercise in asked]
        assert [row[3] for row in rows] == [str(exercise.minutes or "–") for exercise in asked]
        assert [float(row[4]) for row in rows] == [exercise.points for exercise in asked]
        assert f"exercises/{asked[0].file}" in part.get_text()
        assert f"pytest grader -m stage{number}" in part.get_text()


def test_hints_are_folded(lesson_pages):
    for number, name in enumerate(LESSONS, start=1):
        part = section(lesson_pages[name], "Now you")
        folds = part.select("details > details, details div > details")
        outer = [fold for fold in part.select("details") if fold not in folds]
        asked = [exercise for exercise in COURSE.exercises.values() if exercise.stage == number]
        assert len(outer) == len(folds) == len(asked)
        for exercise, first, second in zip(asked, outer, folds, strict=True):
            assert not first.has_attr("open") and not second.has_attr("open")
            assert exercise.id in first.summary.get_text()
            assert plain(exercise.hints[0]) in plain(first.get_text())
            assert plain(exercise.hints[1]) in plain(second.get_text())


def plain(text: str) -> str:
    """Letters and digits alone: the book sets quotes and dashes its own way."""
    return re.sub(r"\W", "", text)


def test_terms_lead_to_the_glossary(lesson_pages, pages, book):
    defined = {tag["id"] for tag in pages[book / "glossary.html"].select("dl.glossary dt")}
    for name, page in lesson_pages.items():
        used = {tag["href"].partition("#")[2] for tag in page.select('article a[href^="glossary.html#"]')}
        assert used and used <= defined, name
