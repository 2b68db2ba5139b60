"""`python -m words class`: a small course's class is graded through the same door as a large one's."""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from urllib.parse import unquote

import psutil
import pytest
from bs4 import BeautifulSoup

from tests.kit.copies import ENVIRONMENT, copied
from tests.kit.test_the_wall_of_any_course import RIGHT

WRONG = "def count_words(text):\n    return {}\n"
HOSTILE = "import os, sys\nprint('Total: 5 of 5 \\x1b[2J')\nos.kill(os.getppid(), 9)\nos._exit(0)\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return copied(tmp_path_factory.mktemp("class") / "course")


def hand_in(export: Path, course: Path, name: str, more: str = "") -> None:
    folder = export / name
    folder.mkdir(parents=True)
    text = (course / "solutions" / "stage1_words.py").read_text(encoding="utf-8")
    (folder / "stage1_words.py").write_text(f"{text}\n\n{more}", encoding="utf-8")


@pytest.fixture
def export(course, tmp_path) -> Path:
    """A class of five: right, right in another way, wrong, hostile, and nothing of use."""
    folder = tmp_path / "handed in"
    hand_in(folder, course, "Ada_1_assignsubmission_file_")
    hand_in(folder, course, "Zoë Ø_2_assignsubmission_file_", RIGHT.format(first="pass"))
    hand_in(folder, course, "Bob_3_assignsubmission_file_", WRONG)
    hand_in(folder, course, "=Eve()_4_assignsubmission_file_", HOSTILE)
    (folder / "Nil_5_assignsubmission_file_").mkdir()
    return folder


def command(course: Path, *arguments) -> list[str]:
    return [sys.executable, "-m", "words", "class", *map(str, arguments)]


def grade(course: Path, *arguments) -> tuple[int, str]:
    """Run the command; return its exit code and what it printed."""
    done = subprocess.run(
        command(course, *arguments), cwd=course, env={**os.environ, **ENVIRONMENT}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def unsafe(course: Path) -> list[str]:
    """What must be said on this machine so that a class is graded."""
    done = subprocess.run([sys.executable, "-m", "words", "doctor"], cwd=course, capture_output=True, check=False)
    return [] if done.returncode == 0 else ["--unsafe"]


def scores(out: Path) -> dict[str, dict]:
    """The rows of scores.csv, by id."""
    text = (out / "scores.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig")))}


def left_running(course: Path) -> list[str]:
    """What of a course's processes is there still, a little later."""
    end, found = time.monotonic() + 20, ["?"]
    while found and time.monotonic() < end:
        time.sleep(0.1)
        lines = [" ".join(each.info["cmdline"] or []) for each in psutil.process_iter(["cmdline"])]
        found = [line for line in lines if f"{course / 'words'} " in line]
    return found


def results(out: Path) -> dict[str, tuple]:
    """What each student earned, by the name of the results folder."""
    rows = {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*/result.json")}
    return {
        name: (row["status"], [each["status"] for each in row["report"]["exercises"]] if row["report"] else [])
        for name, row in rows.items()
    }


def test_a_class_from_first_to_last(course, export, tmp_path):
    out, roster = tmp_path / "out", tmp_path / "roster.csv"
    roster.write_text("id,name,email\n1,Ada L,ada@x.org\n2,Zoë,z@x.org\n9,Cy,cy@x.org\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in export.rglob("*") if path.is_file()}
    book = tmp_path / "book.csv"
    book.write_text("ID,Grade\n1,\n3,\n7,\n", encoding="utf-8")
    more = ["--roster", roster, "--gradebook", book, "--seed", "7", *unsafe(course)]
    code, text = grade(course, export, "--out", out, *more)
    assert code == 0, text
    assert "4 graded, 1 refused, 1 missing" in text and "\x1b" not in text
    rows = scores(out)
    told = {id: (row["total"], row["status"]) for id, row in rows.items()}
    assert told == {
        "1": ("5", "graded"), "2": ("5", "graded"), "3": ("0", "graded"), "4": ("0", "graded"), "5": ("", "refused"), "9": ("", "missing"),
    }  # fmt: skip
    assert rows["4"]["name"] == "'=Eve()" and rows["2"]["name"] == "Zoë" and rows["1"]["email"] == "ada@x.org"
    assert "no stage file is in it" in rows["5"]["reason"]
    assert {path: path.read_bytes() for path in export.rglob("*") if path.is_file()} == before
    [eve] = out.glob("*Eve*/feedback.txt")
    assert "\x1b" not in eve.read_text(encoding="utf-8")
    assert not list(out.rglob("*.part"))
    with zipfile.ZipFile(out / "feedback.zip") as archive:  # the names that came in
        files = ("feedback.txt", "feedback.html")
        assert set(archive.namelist()) == {f"{path.name}/{file}" for path in export.iterdir() for file in files}
        told = archive.read("Bob_3_assignsubmission_file_/feedback.txt")
        assert b"count_words" in told and b"submission" not in told  # no folder that Bob does not have
    look_at_gradescope(out)
    look_at_the_page(out)
    pages = look_at_pages(out)
    filled = out / f"gradebook-{book.name}"
    assert filled.read_text(encoding="utf-8") == "ID,Grade\n1,5\n3,0\n7,\n" and "Not in the gradebook" in text
    # Nothing has changed, so nothing is graded again; what has changed is.
    stamps = {path: path.stat().st_mtime_ns for path in out.glob("*/result.json")}
    for name in pages:
        (out / name).unlink()
    (export / "Bob_3_assignsubmission_file_" / "stage1_words.py").write_text(
        (course / "solutions" / "stage1_words.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    code, text = grade(course, export, "--out", out, *unsafe(course))
    assert code == 0 and scores(out)["3"]["total"] == "5", text
    changed = [path.parent.name[:3] for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp]
    assert set(changed) <= {"Bob", "Nil"} and "Bob" in changed
    again = {
        name: (out / name).read_bytes() for name in pages if (out / name).exists()
    }  # without the roster, nobody is missing
    assert {name[:3] for name in pages if pages[name] != again.get(name)} == {"Bob", "Ada", "Zoë", "_mi"}
    [ada] = (page for name, page in again.items() if name.startswith("Ada"))
    assert b"<svg" in ada and b"Ada L" not in ada and "_missing/9/feedback.html" not in again


def look_at_pages(out: Path) -> dict[str, bytes]:
    """Each student has a page of their own, that names no other and no place of this machine; by its path."""
    pages = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("feedback.html")}
    assert {name.split("_")[0][:3] for name in pages} == {"Ada", "Zoë", "Bob", "=Ev", "Nil", ""} and len(pages) == 6
    names = [b"Ada", "Zoë".encode(), b"Bob", b"Eve", b"Nil", b"Cy"]
    for page in pages.values():
        assert sum(name in page for name in names) == 1
        assert not [place for place in (sys.prefix, tempfile.gettempdir(), str(out)) if place.encode() in page]
    [ada, zoe, bob, eve, nil, cy] = (next(page for page in pages.values() if name in page) for name in names)
    assert b"5 of 5 points" in ada and b"Ada L" in ada  # as the roster has it
    assert ada.count(b"<svg") == zoe.count(b"<svg") > 0 and b"data:image/png;base64," in ada
    assert b"0 of 5 points" in bob and b"<svg" not in bob and b"Begin here" in bob
    assert b"\x1b" not in eve and b"no stage file is in it" in nil and b"Nothing of yours" in cy
    for path in out.glob("*/result.json"):
        assert b"base64" not in path.read_bytes() and path.stat().st_size < 10_000
    return pages


def look_at_the_page(out: Path) -> None:
    """The instructor's page has everybody, and each address in it leads somewhere."""
    soup = BeautifulSoup((out / "class.html").read_text(encoding="utf-8"), "html.parser")
    rows = {
        row.th.get_text().strip(): [cell.get_text() for cell in row.select(".cell")] for row in soup.select("tbody tr")
    }
    # Of the roster the names, where it has the student; what is wrong, and what was never graded, has its sign.
    assert rows == {
        "Ada L": ["✓", "✓"],
        "Zoë": ["✓", "✓"],
        "Bob": ["✗", "○"],
        "=Eve()": ["!", "○"],
        "Nil": [],
        "Cy": [],
    }
    wrong = [" ".join(each.get_text().split()) for each in soup.select("details.card > summary")]
    assert [each.split(" · ")[:2] for each in wrong] == [["1 of 4", "1.1 count_words"]] * 2
    assert [each.get_text() for each in soup.select(".paper pre.code")].count(WRONG.strip()) == 1
    for address in {each["href"] for each in soup.select("a[href]")}:
        path, _, part = unquote(address).partition("#")
        text = (out / path if path else out / "class.html").read_text(encoding="utf-8")
        assert not part or f'id="{part}"' in text, address


# What Gradescope documents: each field, and the type of its value.
OF_A_RUN = {
    "score": float,
    "execution_time": int,
    "output": str,
    "output_format": str,
    "visibility": str,
    "stdout_visibility": str,
    "tests": list,
}
OF_A_TEST = {
    "score": float,
    "max_score": float,
    "status": str,
    "name": str,
    "number": str,
    "output": str,
    "output_format": str,
    "tags": list,
    "visibility": str,
}


def look_at_gradescope(out: Path) -> None:
    """Each student has a results.json of Gradescope's documented fields alone."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*/gradescope.json")]
    assert sorted(each["score"] for each in found) == [0.0, 0.0, 0.0, 5.0, 5.0]
    for values in found:
        assert all(isinstance(value, OF_A_RUN[name]) for name, value in values.items())
        for test in values.get("tests", []):
            assert set(test) == set(OF_A_TEST) and all(isinstance(test[name], kind) for name, kind in OF_A_TEST.items())
            assert test["status"] in ("passed", "failed") and test["visibility"] == "visible"


def test_list_changes_nothing(course, export, tmp_path):
    code, text = grade(course, export, "--list")
    assert code == 0 and "Ada_1_assignsubmission_file_: stage1_words.py" in text
    assert "refused: no stage file is in it" in text and list(tmp_path.iterdir()) == [export]


def test_what_is_refused_at_once(course, export, tmp_path):
    for name, values in (("other", '{"course": "sums"}'), ("newer", '{"course": "words", "version": 99}')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "class.json").write_text(values, encoding="utf-8")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "Nil_5_assignsubmission_file_").write_text("not a folder", encoding="utf-8")
    full = ["--sandbox", "none", "--unsafe"]
    for arguments, why in (
        ([export, "--out", tmp_path / "other", *full], "has the results of another course, sums"),
        ([export, "--out", tmp_path / "newer", *full], "was written by a newer version"),
        ([export, "--out", tmp_path / "taken", *full], "Stopped by the system"),
        ([export], "--out results"),
        ([export, "--out", export / "results"], "Results are not to be graded"),
        ([tmp_path / "nowhere", "--out", tmp_path / "out"], "nowhere"),
        ([export, "--out", tmp_path / "out", "--roster", course / "data" / "story.txt"], "column id"),
        ([export, "--out", tmp_path / "out", "--sandbox", "none"], "--unsafe grades all the same"),
    ):
        code, text = grade(course, *arguments)
        assert code == 2 and why in text and "Traceback" not in text, text
    assert not (tmp_path / "out").exists() and not (export / "results").exists()


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_killed_at_any_moment_and_started_again_it_ends_the_same(course, export, tmp_path):
    for number in range(3):
        hand_in(export, course, f"S{number}_{20 + number}_assignsubmission_file_", WRONG if number % 2 else "")
    whole, broken, more = tmp_path / "whole", tmp_path / "broken", ["--seed", "7", *unsafe(course)]
    assert grade(course, export, "--out", whole, *more)[0] == 0
    (scratch := tmp_path / "tmp").mkdir()
    with subprocess.Popen(
        command(course, export, "--out", broken, *more), cwd=course, encoding="utf-8",
        env={**os.environ, **ENVIRONMENT, "TMPDIR": str(scratch)}, stdout=subprocess.PIPE,
    ) as running:  # fmt: skip
        next(line for line in running.stdout if line.startswith("2/8 "))  # the first is what was refused
        running.kill()
    for path in broken.glob("*/result.json"):
        json.loads(path.read_text(encoding="utf-8"))
    assert not left_running(course)
    assert not list(scratch.glob("words-*"))
    (broken / ".scores.csv.123.part").write_text("half a f", encoding="utf-8")
    assert grade(course, export, "--out", broken, *more)[0] == 0
    assert results(broken) == results(whole) and len(results(whole)) == 8
    assert not list(broken.rglob("*.part"))
    assert (broken / "scores.csv").read_bytes() == (whole / "scores.csv").read_bytes()
