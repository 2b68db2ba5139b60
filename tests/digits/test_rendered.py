"""Digits drawn here: deterministic, in MNIST's size and place, varied, and readable."""

import subprocess
import sys

import numpy as np
import pytest

from digits import idx, rendered
from digits.check import DataError, check, images_file, labels_file


@pytest.fixture(scope="module")
def drawn():
    """1,000 digits: images (1000, 28, 28) and labels (1000,)."""
    return rendered.draw(1000, 0)


def test_types_and_shapes(drawn):
    images, labels = drawn
    assert images.shape == (1000, 28, 28)
    assert images.dtype == labels.dtype == np.uint8
    assert images.min() == 0
    assert images.max() == 255


def test_every_digit_is_equally_frequent_and_in_no_order(drawn):
    labels = drawn[1]
    assert np.bincount(labels).tolist() == [100] * 10
    assert len(set(labels[:50].tolist())) > 5


def test_the_same_seed_draws_the_same_and_another_seed_others():
    first, again, other = rendered.draw(50, 7), rendered.draw(50, 7), rendered.draw(50, 8)
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert (first[0] != other[0]).any()


def test_no_two_are_alike(drawn):
    assert len({image.tobytes() for image in drawn[0]}) == 1000


def test_each_fits_a_box_of_twenty_as_in_mnist(drawn):
    for image in drawn[0]:
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        assert 18 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 20


def test_each_has_its_centre_of_mass_at_the_middle_pixel(drawn):
    ink = drawn[0] / drawn[0].sum(axis=(1, 2), keepdims=True)
    rows, columns = ink.sum(axis=2) @ np.arange(28), ink.sum(axis=1) @ np.arange(28)
    assert np.abs(np.stack([rows, columns]) - 14).max() <= 0.55  # whole pixels, and rounded grey values


def test_there_is_as_much_ink_as_in_mnist(drawn):
    scaled = drawn[0] / 255
    assert scaled.mean() == pytest.approx(0.1307, abs=0.008)
    assert scaled.std() == pytest.approx(0.3081, abs=0.012)


def test_a_linear_reader_learns_them_but_not_perfectly():
    """Least squares reads about 85 % of MNIST; digits that it reads all of would be stamps, not handwriting."""
    (train, train_labels), (test, test_labels) = rendered.draw(3000, 1), rendered.draw(500, 2)
    shrunk = [images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196) / 255 for images in (train, test)]
    weights = np.linalg.lstsq(shrunk[0], np.eye(10)[train_labels], rcond=None)[0]
    accuracy = ((shrunk[1] @ weights).argmax(axis=1) == test_labels).mean()
    assert 0.75 < accuracy < 0.97


def test_fewer_than_ten_digits_are_fine():
    assert rendered.draw(1, 0)[0].shape == (1, 28, 28)


# --- on disk


def test_write_makes_a_whole_folder_with_its_parameters(tmp_path):
    rendered.write(tmp_path / "new" / "digits", 30, 20, seed=5)
    root = tmp_path / "new" / "digits"
    assert check(root) == (30, 20)
    assert rendered.is_rendered(root)
    assert rendered.is_current(root)
    assert [path.name for path in root.parent.iterdir()] == ["digits"]
    images, labels = rendered.draw(30, [5, 0])
    np.testing.assert_array_equal(idx.read(images_file(root, "train")), images)
    np.testing.assert_array_equal(idx.read(labels_file(root, "train")), labels)


def test_the_test_set_does_not_depend_on_the_training_set(tmp_path):
    for size in (10, 30):
        rendered.write(tmp_path / str(size), size, 20)
    small, large = (images_file(tmp_path / size, "t10k").read_bytes() for size in ("10", "30"))
    assert small == large


def test_digits_drawn_before_are_replaced(tmp_path):
    rendered.write(tmp_path / "digits", 30, 20)
    rendered.write(tmp_path / "digits", 10, 10)
    assert check(tmp_path / "digits") == (10, 10)
    assert [path.name for path in tmp_path.iterdir()] == ["digits"]


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "digits").mkdir()
    rendered.write(tmp_path / "digits", 10, 10)
    assert check(tmp_path / "digits") == (10, 10)


def test_anything_else_is_never_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("all of it", encoding="utf-8")
    with pytest.raises(DataError, match="something else"):
        rendered.write(tmp_path, 10, 10)
    with pytest.raises(DataError, match="something else"):
        rendered.write(tmp_path / "thesis.txt", 10, 10)
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "all of it"


def test_an_interruption_keeps_what_was_there(tmp_path, monkeypatch):
    rendered.write(tmp_path / "digits", 30, 20)

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(rendered, "labels_file", interrupt)
    with pytest.raises(KeyboardInterrupt):
        rendered.write(tmp_path / "digits", 10, 10)
    assert check(tmp_path / "digits") == (30, 20)
    assert [path.name for path in tmp_path.iterdir()] == ["digits"]


@pytest.mark.parametrize("sizes", [(0, 10, 1), (10, 0, 1), (10, 10, -1)])
def test_impossible_sizes_and_seeds(tmp_path, sizes):
    with pytest.raises(ValueError, match="1 or more"):
        rendered.write(tmp_path / "digits", *sizes)
    assert not (tmp_path / "digits").exists()


@pytest.mark.parametrize("marker", ["", "{}", "[]", '{"version": 0}'])
def test_other_markers_are_not_current(tmp_path, marker):
    rendered.write(tmp_path / "digits", 10, 10)
    (tmp_path / "digits" / rendered.MARKER).write_text(marker, encoding="utf-8")
    assert not rendered.is_current(tmp_path / "digits")


# --- the command


def test_the_command_draws(tmp_path):
    command = [sys.executable, "-m", "digits.rendered", "--out", str(tmp_path / "d"), "--train-size", "10"]
    done = subprocess.run([*command, "--test-size", "20", "--seed", "3"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "10 training and 20 test" in done.stdout
    assert done.stderr == "", "a progress bar in a pipe"
    assert check(tmp_path / "d") == (10, 20)


def test_the_command_ends_with_a_sentence_where_it_cannot(tmp_path, capsys):
    (tmp_path / "mine").write_bytes(b"")
    assert rendered.main(["--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("error: ")
    assert rendered.main(["--out", str(tmp_path / "mine" / "d"), "--train-size", "1", "--test-size", "1"]) == 1
    assert capsys.readouterr().err.startswith("error: ")
