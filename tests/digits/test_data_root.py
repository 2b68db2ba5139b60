"""Which data a run gets: the order, the one line that says so, and what goes wrong on real machines."""

import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

import digits
import digits.data
from digits import download, rendered
from digits.check import DamagedDataError, DataError, MissingDataError, NotMNISTError, check, images_file, labels_file


def lines(capsys) -> list[str]:
    """What was said, less torchvision's progress bars (they end in a return, or a percentage)."""
    return [line for line in capsys.readouterr().err.split("\n") if line.startswith(("Data:", "Waiting"))]


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".lock"}


def half_write(home: Path, whole: Path) -> None:
    """What torchvision leaves in `home` when it is killed in the middle of a file."""
    shutil.copytree(whole, home, dirs_exist_ok=True)
    (home / rendered.MARKER).unlink()
    file = labels_file(home, "t10k")
    file.write_bytes(file.read_bytes()[:10])


# --- DIGITS_DATA


def test_the_named_folder_is_used_and_nothing_is_made(whole, home, monkeypatch, capsys):
    monkeypatch.setenv("DIGITS_DATA", str(whole))
    assert digits.data_root() == whole
    [line] = capsys.readouterr().err.splitlines()
    assert "40 training and 20 test" in line
    assert str(whole) in line
    assert "DIGITS_DATA" in line
    assert not home.parent.exists()


def test_a_relative_path_becomes_absolute(whole, home, monkeypatch):
    monkeypatch.chdir(whole.parent)
    monkeypatch.setenv("DIGITS_DATA", whole.name)
    root = digits.data_root()
    assert root.is_absolute()
    assert root == whole


def test_a_missing_named_folder_is_an_error(home, tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITS_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(MissingDataError, match="DIGITS_DATA can't be used.*nowhere"):
        digits.data_root()
    assert not home.parent.exists(), "fell back silently"


def test_a_named_folder_with_something_else_is_an_error(home, tmp_path, monkeypatch):
    (tmp_path / "photos").mkdir()
    monkeypatch.setenv("DIGITS_DATA", str(tmp_path / "photos"))
    with pytest.raises(NotMNISTError, match="DIGITS_DATA can't be used.*does not hold MNIST"):
        digits.data_root()
    assert not home.parent.exists(), "fell back silently"


def test_a_damaged_named_folder_is_an_error_and_is_left_alone(whole, home, tmp_path, monkeypatch):
    half_write(tmp_path / "mine", whole)
    monkeypatch.setenv("DIGITS_DATA", str(tmp_path / "mine"))
    with pytest.raises(DamagedDataError, match="DIGITS_DATA can't be used.*t10k-labels.*damaged"):
        digits.data_root()
    assert labels_file(tmp_path / "mine", "t10k").stat().st_size == 10
    assert not home.parent.exists(), "fell back silently"


# --- the order


def test_complete_data_are_used_without_asking_anyone(whole, home, monkeypatch, capsys):
    shutil.copytree(whole, home)
    monkeypatch.setattr(digits.data, "download", lambda folder: pytest.fail("asked for a download"))
    monkeypatch.setattr(digits.data, "is_writable", lambda folder: pytest.fail("tried to write"))
    assert digits.data_root() == home
    assert len(lines(capsys)) == 1


def test_a_download_comes_before_drawing(home, mirrors, capsys):
    mirrors("good")
    assert digits.data_root() == home
    assert check(home) == (40, 20)
    assert digits.data_name(home) == "mnist"
    assert left_in(home) == {"MNIST"}
    assert {file.suffix for file in (home / "MNIST" / "raw").iterdir()} == {""}, "packed files left behind"
    [line] = lines(capsys)
    assert "MNIST" in line
    assert "downloaded" in line


def test_a_download_is_made_once(home, mirrors):
    [mirror] = mirrors("good")
    digits.data_root()
    digits.data_root()
    assert len(mirror.sent) == 8  # four files: torchvision asks for each twice, the first time for its final address


def test_digits_drawn_before_give_way_to_a_download(home, mirrors, offline, capsys):
    assert digits.data_name(digits.data_root()) == "rendered"
    mirrors("good")
    assert digits.data_name(digits.data_root()) == "mnist"


def test_without_a_network_digits_are_drawn_after_one_question_to_each_mirror(home, offline, monkeypatch, capsys):
    asked = []

    def ask(request, timeout):
        asked.append((request.get_method(), timeout))
        return urlopen(request, timeout=timeout)

    urlopen = urllib.request.urlopen
    monkeypatch.setattr("urllib.request.urlopen", ask)
    root = digits.data_root()
    assert asked == 2 * [("HEAD", download.PROBE_SECONDS)]
    assert root == home / "rendered"
    assert digits.data_name(root) == "rendered"
    assert left_in(home) == {"rendered"}
    [line] = lines(capsys)
    assert "drawn by this course" in line
    assert "could not be downloaded: 127.0.0.1:9" in line
    assert "Errno" not in line
    assert str(root) in line


def test_digits_are_drawn_once_per_version(home, offline, monkeypatch):
    first = images_file(digits.data_root(), "train").stat().st_mtime_ns
    assert images_file(digits.data_root(), "train").stat().st_mtime_ns == first
    monkeypatch.setattr(rendered, "VERSION", rendered.VERSION + 1)
    assert images_file(digits.data_root(), "train").stat().st_mtime_ns > first


def test_damaged_drawn_digits_are_drawn_anew(home, offline):
    root = digits.data_root()
    images_file(root, "train").write_bytes(b"half")
    assert digits.data_root() == root
    assert check(root) == (30, 20)


# --- bad mirrors


@pytest.mark.parametrize("behaviour", ["garbage", "truncated"])
def test_what_fails_the_checksum_is_not_used(home, mirrors, capsys, behaviour):
    mirrors(behaviour)
    assert digits.data_root() == home / "rendered"
    assert left_in(home) == {"rendered"}
    [line] = lines(capsys)
    assert "checksum" in line


@pytest.mark.parametrize("behaviour", ["garbage", "truncated", "stalled", "silent"])
def test_the_next_mirror_is_tried(home, mirrors, monkeypatch, behaviour):
    monkeypatch.setattr(download, "PROBE_SECONDS", 0.5)
    monkeypatch.setattr(download, "STALL_SECONDS", 0.5)
    mirrors(behaviour, "good")
    assert digits.data_root() == home
    assert check(home) == (40, 20)


@pytest.mark.parametrize("behaviour", ["stalled", "silent"])
def test_a_mirror_that_falls_silent_is_given_up(home, mirrors, monkeypatch, capsys, behaviour):
    monkeypatch.setattr(download, "PROBE_SECONDS", 0.5)
    monkeypatch.setattr(download, "STALL_SECONDS", 0.5)
    [mirror] = mirrors(behaviour)
    assert digits.data_root() == home / "rendered"
    assert not mirror.waited_for
    assert left_in(home) == {"rendered"}
    assert len(lines(capsys)) == 1


def test_a_name_that_is_looked_up_for_minutes_is_given_up(home, monkeypatch):
    from torchvision.datasets import MNIST

    monkeypatch.setattr(MNIST, "mirrors", ["http://slow.invalid/", "http://slower.invalid/"])
    monkeypatch.setattr(download, "PROBE_SECONDS", 0.5)
    over, waited_for = threading.Event(), []

    def look_up(host, *_, **__):
        if not over.wait(60):
            waited_for.append(host)
        raise OSError("no such host")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    assert digits.data_root() == home / "rendered"
    assert not waited_for
    over.set()


def test_a_full_disk_says_so_and_leaves_nothing(home, offline, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rendered.idx, "write", full)
    with pytest.raises(DataError, match="No space left.*Make room"):
        digits.data_root()
    assert left_in(home) == set()


# --- half-written folders


def test_a_half_written_folder_is_replaced_by_a_download(whole, home, mirrors, capsys):
    half_write(home, whole)
    mirrors("good")
    assert digits.data_root() == home
    assert check(home) == (40, 20)
    assert left_in(home) == {"MNIST"}
    [line] = lines(capsys)
    assert "damaged" in line


def test_a_half_written_folder_is_not_used_without_a_network(whole, home, offline, capsys):
    half_write(home, whole)
    assert digits.data_root() == home / "rendered"
    [line] = lines(capsys)
    assert "damaged" in line


def test_an_interrupted_download_leaves_nothing(home, mirrors, monkeypatch):
    mirrors("good")

    def interrupt(root):
        raise KeyboardInterrupt  # after all four files have arrived

    monkeypatch.setattr(download, "check", interrupt)
    with pytest.raises(KeyboardInterrupt):
        digits.data_root()
    assert left_in(home) == set()


def test_interrupted_drawing_leaves_nothing(home, offline, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(rendered, "labels_file", interrupt)  # after the images
    with pytest.raises(KeyboardInterrupt):
        digits.data_root()
    assert left_in(home) == set()


# --- folders that can't be written


def test_where_data_cannot_be_made_the_cache_stands_in(home, offline, tmp_path, capsys):
    home.parent.mkdir()
    home.write_bytes(b"a file where the folder should be")
    assert digits.data_root() == tmp_path / "cache" / "rendered"
    [line] = lines(capsys)
    assert f"{home} can't be written to" in line


def test_a_read_only_folder(home, offline, tmp_path):
    home.mkdir(parents=True)
    home.chmod(0o500)
    try:
        if digits.data.is_writable(home):
            pytest.skip("this user may write to read-only folders (root, or Windows)")
        assert digits.data_root() == tmp_path / "cache" / "rendered"
    finally:
        home.chmod(0o700)


def test_nowhere_to_write_is_an_error(home, monkeypatch):
    monkeypatch.setattr(digits.data, "is_writable", lambda folder: False)
    with pytest.raises(DataError, match="no place for the data.*DIGITS_DATA"):
        digits.data_root()


# --- several processes

PROCESS = """
import sys
from pathlib import Path
from torchvision.datasets import MNIST
import digits, digits.data
home, mirror, *sums = sys.argv[1:]
MNIST.mirrors = [mirror]
MNIST.resources = [tuple(pair.split("=")) for pair in sums]
digits.data.data_folders = lambda: [Path(home)]
print(digits.data_root())
"""


def start_process(home: Path, mirror) -> subprocess.Popen:
    from torchvision.datasets import MNIST

    sums = [f"{name}={md5}" for name, md5 in MNIST.resources]
    environment = {name: value for name, value in os.environ.items() if name != "DIGITS_DATA"}
    environment["PYTHONPATH"] = str(Path(digits.__file__).parents[1])
    command = [sys.executable, "-c", PROCESS, str(home), mirror.url, *sums]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until_under_way(home: Path) -> None:
    deadline = time.monotonic() + 60  # importing torchvision on a busy machine
    while not list(home.glob(".partial-*")):
        assert time.monotonic() < deadline, "the other process never began"
        time.sleep(0.02)


def test_two_processes_at_once_download_once_and_both_have_all(home, mirrors, capsys):
    [mirror] = mirrors("good")
    mirror.slowness = 0.2
    other = start_process(home, mirror)
    wait_until_under_way(home)
    assert digits.data_root() == home
    assert check(home) == (40, 20)
    assert [line.split()[0] for line in lines(capsys)] == ["Waiting", "Data:"]
    out, err = other.communicate(timeout=60)
    assert out.strip() == str(home), err
    assert left_in(home) == {"MNIST"}
    assert len(mirror.sent) == 8, "both downloaded"


def test_what_a_killed_process_left_is_swept_away_and_its_lock_is_free(home, mirrors):
    [mirror] = mirrors("good")
    mirror.slowness = 1.0
    process = start_process(home, mirror)
    wait_until_under_way(home)
    process.kill()
    process.communicate(timeout=60)
    assert list(home.glob(".partial-*")), "killed too late to leave anything"
    mirror.slowness = 0.0
    assert digits.data_root() == home
    assert left_in(home) == {"MNIST"}
