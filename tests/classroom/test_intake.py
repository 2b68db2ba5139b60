"""What learning platforms export, and what students put in it: each submission is found, or refused with its reason."""

import os
import stat
import unicodedata
import zipfile

import pytest

from coursekit.classroom import entries
from coursekit.classroom.intake import take_in
from tests.helpers import COURSE

CODE = b"# %%\n"


def put(folder, *files: str, data: bytes = CODE) -> None:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def zipped(path, files: dict[str, bytes], modes: dict[str, int] | None = None) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (modes or {}).get(name, stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)


def found(export) -> dict[str, object]:
    return {each.whose.key: each for each in take_in(COURSE, export)}


def test_a_folder_or_a_zip_for_each_student(tmp_path):
    put(tmp_path, "Ada/stage1_data.py", "Ada/notes.txt", "Zoë Brontë/exercises/stage2_model.ipynb", ".DS_Store")
    zipped(tmp_path / "Bob.zip", {"home/stage1_data.py": b"x = 1\n", "__MACOSX/home/._stage1_data.py": b"junk"})
    students = found(tmp_path)
    assert list(students) == ["Ada", "Bob", unicodedata.normalize("NFC", "Zoë Brontë")]
    assert students["Ada"].files == {"stage1_data.py": CODE} and students["Ada"].notes == ["1 other file was left out"]
    assert students["Bob"].files == {"stage1_data.py": b"x = 1\n"}
    assert set(students["Zoë Brontë"].files) == {"stage2_model.ipynb"}


def test_moodle(tmp_path):
    put(tmp_path, "Ada Lovelace_12345_assignsubmission_file_/stage1_data.py")
    zipped(tmp_path / "Bob Ross_777_assignsubmission_file_work.zip", {"stage3_training.py": CODE})
    students = take_in(COURSE, tmp_path)
    assert [(each.whose.name, each.whose.id) for each in students] == [("Ada Lovelace", "12345"), ("Bob Ross", "777")]
    assert [list(each.files) for each in students] == [["stage1_data.py"], ["stage3_training.py"]]


def test_moodle_hands_on_a_zip_in_a_folder(tmp_path):
    for name in ("Ada", "Bob"):
        (tmp_path / f"{name}_1{len(name)}_assignsubmission_file_").mkdir()
    ada, bob = sorted(tmp_path.iterdir())
    zipped(ada / "my homework.zip", {"work/stage1_data.py": CODE, "work/a.txt": b""})
    for number in (1, 2):
        zipped(bob / f"{number}.zip", {"stage1_data.py": CODE})
    first, second = take_in(COURSE, tmp_path)
    assert first.files == {"stage1_data.py": CODE} and first.notes == ["1 other file was left out"]
    assert second.refused.startswith("no stage file is in it")
    (bob / "1.zip").unlink()
    (bob / "2.zip").unlink()
    (bob / "3.zip").symlink_to(ada / "my homework.zip")
    assert "link" in take_in(COURSE, tmp_path)[1].refused


def test_canvas_flat_files_of_which_the_latest_try_counts(tmp_path):
    names = ["stage1_data.py", "stage1_data-1.py", "stage1_data-10.py", "stage1_data-2.py", "stage2_model.py"]
    for number, name in enumerate(names):
        put(tmp_path, f"lovelaceada_123_{4560 + number}_{name}", data=name.encode())
    put(tmp_path, "rossbob_LATE_124_4570_stage3_training.ipynb", "rossbob_124_4571_readme.txt")
    ada, bob = take_in(COURSE, tmp_path)
    assert (ada.whose.name, ada.whose.id, len(ada.came_as)) == ("lovelaceada", "123", 5)
    assert ada.files == {"stage1_data.py": b"stage1_data-10.py", "stage2_model.py": b"stage2_model.py"}
    assert (bob.whose.id, list(bob.files)) == ("124", ["stage3_training.ipynb"])


def test_github_classroom_a_clone_for_each_student(tmp_path):
    put(tmp_path, "digits-ada/exercises/stage1_data.py", data=b"# hers\n")
    put(tmp_path, "digits-ada/solutions/stage1_data.py", "digits-ada/grader/pristine/stage1_data.py")
    put(tmp_path, "digits-ada/.git/hooks/stage1_data.py", "digits-ada/grader/checks/x.py")
    assert found(tmp_path)["digits-ada"].files == {"stage1_data.py": b"# hers\n"}


def test_gradescope(tmp_path):
    put(tmp_path, "submission_987/stage1_data.py", "submission_987/metadata.yml", "submission_metadata.yml")
    [ada] = take_in(COURSE, tmp_path)
    assert ada.whose.id == "987" and list(ada.files) == ["stage1_data.py"]


def test_two_forms_of_one_name_are_two_students_with_results_of_their_own(tmp_path):
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "Zoë")).mkdir()
        put(tmp_path, f"{unicodedata.normalize(form, 'Zoë')}/stage1_data.py")
    assert len(found(tmp_path)) == 2


def refusal(export) -> str:
    [student] = take_in(COURSE, export)
    assert student.files == {}
    return student.refused


def test_nothing_to_grade(tmp_path):
    put(tmp_path, "Ada/essay.docx")
    assert "no stage file is in it" in refusal(tmp_path)


def test_too_large(tmp_path):
    put(tmp_path, "Ada/stage1_data.py", data=b"#" * (2**20 + 1))
    assert refusal(tmp_path) == "stage1_data.py is larger than 1024 KiB"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize("how", ["symlink", "hard link", "pipe", "link to a folder", "the submission itself"])
def test_links_and_pipes(how, tmp_path):
    (tmp_path / "export" / "Ada").mkdir(parents=True)
    put(tmp_path, "secret/stage1_data.py")
    target, place = tmp_path / "secret" / "stage1_data.py", tmp_path / "export" / "Ada" / "stage1_data.py"
    match how:
        case "symlink":
            place.symlink_to(target)
        case "hard link":
            place.hardlink_to(target)
        case "pipe":
            os.mkfifo(place)
        case "link to a folder":
            (place.parent / "exercises").symlink_to(target.parent)
        case _:
            place.parent.rmdir()
            place.parent.symlink_to(target.parent)
    why = refusal(tmp_path / "export")
    assert "link" in why or "pipe" in why or "no stage file is in it" in why


@pytest.mark.parametrize(
    "name", ["../stage1_data.py", "/etc/stage1_data.py", "a/../../stage1_data.py", "C:\\x\\stage1_data.py"]
)
def test_paths_that_lead_out_of_a_zip(name, tmp_path):
    zipped(tmp_path / "Ada.zip", {name: CODE})
    assert "leads out" in refusal(tmp_path)


def test_a_link_in_a_zip(tmp_path):
    zipped(tmp_path / "Ada.zip", {"stage1_data.py": b"/etc/passwd"}, {"stage1_data.py": stat.S_IFLNK | 0o777})
    assert refusal(tmp_path) == "stage1_data.py is a link, not a file"


def test_zip_bombs(tmp_path, monkeypatch):
    zipped(tmp_path / "Ada.zip", {"stage1_data.py": bytes(50 * 2**20)})
    assert "larger than" in refusal(tmp_path)
    data = bytearray((tmp_path / "Ada.zip").read_bytes())
    real, lied = (50 * 2**20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    (tmp_path / "Ada.zip").write_bytes(bytes(data).replace(real, lied))  # declared small
    assert "stage1_data.py" in refusal(tmp_path)
    monkeypatch.setattr(entries, "MOST_ENTRIES", 10)
    zipped(tmp_path / "Ada.zip", {f"{number}.txt": b"" for number in range(11)})
    assert "more than 10 files" in refusal(tmp_path)


def test_a_zip_in_a_zip_is_not_opened(tmp_path):
    zipped(tmp_path / "inner.zip", {"stage1_data.py": CODE})
    zipped(tmp_path / "Ada.zip", {"inner.zip": (tmp_path / "inner.zip").read_bytes()})
    (tmp_path / "inner.zip").unlink()
    assert "no stage file is in it" in refusal(tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 100])
def test_what_is_no_zip(data, tmp_path):
    (tmp_path / "Ada.zip").write_bytes(data)
    assert "no zip that can be read" in refusal(tmp_path)


def test_names_that_differ_in_case_alone(tmp_path):
    zipped(tmp_path / "Ada.zip", {"stage1_data.py": CODE, "Stage1_Data.py": CODE})
    assert "one name, but for case" in refusal(tmp_path)


def test_one_refusal_stops_nobody_else(tmp_path):
    put(tmp_path, "Ada/essay.docx", "Bob/stage1_data.py")
    (tmp_path / "Cy.zip").write_bytes(b"PK")
    students = found(tmp_path)
    assert [bool(each.refused) for each in students.values()] == [True, False, True]
