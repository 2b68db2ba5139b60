"""The device, seeds, progress bars, folders, and what importing the package costs."""

import io
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

import digits
from digits import folders, script


def test_importing_digits_imports_nothing_heavy():
    code = "import sys, digits; dir(digits); print({'torch', 'torchvision', 'numpy', 'matplotlib'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True, timeout=60).strip() == "set()"


def test_named_data_are_found_without_torch(whole):
    code = (
        "import os, sys, digits; os.environ['DIGITS_DATA'] = sys.argv[1]; digits.data_name(digits.data_root());"
        "print({'torch', 'torchvision', 'numpy', 'matplotlib'} & set(sys.modules))"
    )
    out = subprocess.check_output([sys.executable, "-c", code, str(whole)], text=True, timeout=60)
    assert out.strip() == "set()"


def test_every_public_name_is_there():
    for name in digits.__all__:
        assert getattr(digits, name) is not None
    with pytest.raises(AttributeError, match="digist"):
        _ = digits.digist


def test_data_error_is_a_runtime_error():
    assert issubclass(digits.DataError, RuntimeError)


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"), [(True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")]
)
def test_best_device(monkeypatch, cuda, mps, expected):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert digits.best_device() == torch.device(expected)


def draws() -> tuple:
    return random.random(), np.random.random(), torch.rand(()).item()


def test_a_seed_fixes_all_three_generators():
    digits.seed_everything(3)
    first = draws()
    digits.seed_everything(3)
    assert draws() == first
    digits.seed_everything(4)
    assert all(other != one for other, one in zip(draws(), first, strict=True))


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_out_of_range_seeds_nothing(seed):
    digits.seed_everything(1)
    first = draws()
    digits.seed_everything(1)
    with pytest.raises(ValueError, match=str(seed)):
        digits.seed_everything(seed)
    assert draws() == first


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "shows"), [(Terminal, True), (io.StringIO, False)])
def test_progress_shows_in_a_terminal_alone(monkeypatch, stream, shows):
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    monkeypatch.setattr(sys, "stderr", stream())
    assert list(digits.progress(range(3), desc="Working")) == [0, 1, 2]
    assert ("Working" in sys.stderr.getvalue()) is shows


def test_progress_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("TQDM_DISABLE", "1")
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert list(digits.progress(range(3))) == [0, 1, 2]
    assert sys.stderr.getvalue() == ""


def test_progress_without_any_stderr(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert list(digits.progress(range(3))) == [0, 1, 2]


def test_the_repos_own_folder_comes_first():
    repo = Path(digits.__file__).resolve().parents[1]
    first, second = folders.data_folders()
    assert first == repo / "data"
    assert repo not in second.parents


def test_installed_without_its_repo_only_the_cache_is_left(monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "site-packages" / "digits" / "folders.py"))
    [only] = folders.data_folders()
    assert tmp_path not in only.parents


def test_a_user_without_a_home_has_no_cache(monkeypatch, tmp_path):
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)

    def home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", home)
    assert folders.data_folders() == [Path(digits.__file__).resolve().parents[1] / "data"]
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "site-packages" / "digits" / "folders.py"))
    monkeypatch.delenv("DIGITS_DATA", raising=False)
    with pytest.raises(digits.DataError, match="no home folder"):
        digits.data_root()


def test_a_stage_whose_data_are_not_there_says_so_in_one_line(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["stage1_data.py", "--data", "/nowhere"])
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)  # of another test; it means that this is a notebook
    with pytest.raises(SystemExit):
        script.stage_script(lambda: script.stage_arguments("Stage 1"))()
    assert capsys.readouterr().err == "There is no folder /nowhere. Check the path.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "variable"), [("linux", "XDG_CACHE_HOME"), ("win32", "LOCALAPPDATA"), ("darwin", None)]
)
def test_the_cache_of_each_system(monkeypatch, tmp_path, platform, variable):
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert tmp_path in folders.user_cache().parents
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
        assert folders.user_cache() == tmp_path / "elsewhere"
