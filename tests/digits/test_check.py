"""Missing, not MNIST, damaged: told apart, each with a sentence that helps."""

import gzip
import shutil

import numpy as np
import pytest

from digits import idx
from digits.check import DamagedDataError, DataError, MissingDataError, NotMNISTError, check, images_file, labels_file


@pytest.fixture
def root(whole, tmp_path):
    """A copy of whole data, to spoil."""
    return shutil.copytree(whole, tmp_path / "data")


def test_whole_data_are_counted(whole):
    assert check(whole) == (40, 20)


def test_torchvision_reads_what_passes(whole):
    from torchvision.datasets import MNIST

    for train, count in ((True, 40), (False, 20)):
        data = MNIST(whole, train=train, download=False)
        assert data.data.shape == (count, 28, 28)
        np.testing.assert_array_equal(data.data.numpy(), idx.read(images_file(whole, "train" if train else "t10k")))


def test_a_missing_folder(tmp_path):
    with pytest.raises(MissingDataError, match="no folder"):
        check(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotMNISTError, match="is a file"):
        check(tmp_path / "file")


def test_a_folder_with_something_else(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"sun")
    with pytest.raises(NotMNISTError, match="does not hold MNIST.*MNIST/raw"):
        check(tmp_path)


@pytest.mark.parametrize("below", ["MNIST", "MNIST/raw"])
def test_a_folder_too_deep_is_told_the_right_one(root, below):
    with pytest.raises(NotMNISTError) as error:
        check(root / below)
    assert f"Did you mean {root}?" in str(error.value)


def test_packed_files_are_to_be_unpacked(root):
    for file in (root / "MNIST" / "raw").iterdir():
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    with pytest.raises(NotMNISTError, match="unpack"):
        check(root)


@pytest.mark.parametrize("named", [images_file, labels_file])
@pytest.mark.parametrize("split", ["train", "t10k"])
def test_each_missing_file_is_named(root, named, split):
    file = named(root, split)
    file.unlink()
    with pytest.raises(DamagedDataError, match=f"{file.name} missing"):
        check(root)


@pytest.mark.parametrize("named", [images_file, labels_file])
@pytest.mark.parametrize("spoil", [lambda b: b[:-1], lambda b: b + b"\0", lambda b: b"<html>" + b, lambda b: b""])
def test_each_spoilt_file_is_named(root, named, spoil):
    file = named(root, "t10k")
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(DamagedDataError, match=f"{file.name} is damaged"):
        check(root)


def test_images_and_labels_of_different_numbers(root):
    idx.write(labels_file(root, "train"), np.zeros(39, dtype=np.uint8))
    with pytest.raises(DamagedDataError, match="40 images.*39 labels"):
        check(root)


def test_images_in_the_place_of_labels(root):
    shutil.copy(images_file(root, "train"), labels_file(root, "train"))
    with pytest.raises(DamagedDataError, match="3 dimensions instead of 1"):
        check(root)


def test_no_digits_at_all(root):
    idx.write(images_file(root, "t10k"), np.zeros((0, 28, 28), dtype=np.uint8))
    idx.write(labels_file(root, "t10k"), np.zeros(0, dtype=np.uint8))
    with pytest.raises(DamagedDataError, match="empty"):
        check(root)


def test_images_of_another_size(root):
    idx.write(images_file(root, "train"), np.zeros((40, 32, 32), dtype=np.uint8))
    with pytest.raises(NotMNISTError, match="32x32"):
        check(root)


def test_labels_beyond_nine(root):
    idx.write(labels_file(root, "train"), np.full(40, 26, dtype=np.uint8))  # letters, as in EMNIST
    with pytest.raises(NotMNISTError, match="label 26"):
        check(root)


def test_a_file_that_cannot_be_read(root, monkeypatch):
    def refuse(*_):
        raise PermissionError("Permission denied")

    monkeypatch.setattr(idx, "read_shape", refuse)
    with pytest.raises(DataError, match="can't be read.*Permission denied"):
        check(root)
