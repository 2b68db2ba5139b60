"""IDX files, read and written byte by byte as MNIST's own are."""

import numpy as np
import pytest

from digits import idx


def test_bytes_are_those_of_the_format(tmp_path):
    idx.write(tmp_path / "file", np.arange(6, dtype=np.uint8).reshape(2, 3))
    assert (tmp_path / "file").read_bytes() == bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 2, 3, 4, 5])


@pytest.mark.parametrize("shape", [(5,), (3, 28, 28), (0, 28, 28), (300, 2, 1, 2)])
def test_what_was_written_is_read(tmp_path, shape):
    values = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    idx.write(tmp_path / "file", values)
    back = idx.read(tmp_path / "file")
    assert back.dtype == np.uint8
    np.testing.assert_array_equal(back, values)


def test_a_transposed_array_is_written_in_row_major_order(tmp_path):
    values = np.arange(6, dtype=np.uint8).reshape(2, 3).T
    idx.write(tmp_path / "file", values)
    np.testing.assert_array_equal(idx.read(tmp_path / "file"), values)


@pytest.mark.parametrize("values", [np.array([256]), np.array([0.5], dtype=np.float32), np.array([-1], dtype=np.int8)])
def test_other_types_are_refused_rather_than_wrapped(tmp_path, values):
    with pytest.raises(TypeError, match="uint8"):
        idx.write(tmp_path / "file", values)
    assert not (tmp_path / "file").exists()


def test_a_number_alone_is_refused(tmp_path):
    with pytest.raises(ValueError, match="dimension"):
        idx.write(tmp_path / "file", np.uint8(3))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "does not begin"),
        (b"\x1f\x8b\x08\x00 packed", "does not begin"),
        (bytes([0, 0, 0x0D, 1, 0, 0, 0, 0]), "type 0x0d"),
        (bytes([0, 0, 8, 3, 0, 0, 0, 1]), "inside its header"),
        (bytes([0, 0, 8, 1, 0, 0, 0, 3, 1, 2]), "10 bytes where its header announces 11"),
        (bytes([0, 0, 8, 1, 0, 0, 0, 1, 1, 2]), "10 bytes where its header announces 9"),
    ],
)
def test_a_file_that_is_not_whole_says_what_is_wrong(tmp_path, content, words):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ValueError, match=words):
        idx.read(tmp_path / "file")
