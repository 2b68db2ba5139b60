"""A student's code of one exercise is found in whatever was handed in, by its text alone."""

import json

import pytest

from coursekit.classroom.code import LEFT_OUT, MOST_CODE, UNREADABLE, code_of
from tests.classroom.fabricated import WORDS

EXERCISE, OTHER = WORDS.exercises["1.1"], WORDS.exercises["1.2"]
SHIPPED = WORDS.pristine / EXERCISE.file
OWN = "def count_words(text):\n    # mine\n    return dict(a=1)"


def of(text: str | bytes, file: str = "stage1_words.py", exercise=EXERCISE) -> str:
    return code_of({file: text.encode() if isinstance(text, str) else text}, exercise, SHIPPED)


def test_the_last_definition_without_what_stands_around_it():
    assert (
        of(f"import os\n\n\ndef count_words(text):\n    pass\n\n\n{OWN}\n\n\ndef most_common(text):\n    pass\n") == OWN
    )


def test_the_docstring_that_was_handed_out_is_left_out():
    code = of(SHIPPED.read_text(encoding="utf-8"))
    assert LEFT_OUT in code and "Args" not in code and 'raise NotImplementedError("1.1 count_words")' in code
    assert of('def count_words(text):\n    """My own."""\n') == 'def count_words(text):\n    """My own."""'


def test_a_notebook():
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source} for source in
             ("%matplotlib inline\nimport os", OWN, "count_words('a')")]  # fmt: skip
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    assert of(notebook, "stage1_words.ipynb") == OWN


@pytest.mark.parametrize(
    ("handed_in", "found"),
    [
        ("x = (\n" + OWN, OWN),  # Python cannot read it
        ("count_words = len\n", "count_words = len"),  # the whole file
        (b"\xff\xfe\x00\x00", UNREADABLE),
        ("(" * 500_000, "(" * MOST_CODE),  # a parser might end its process
        ("", ""),
    ],
)
def test_whatever_was_handed_in(handed_in, found):
    assert of(handed_in) == found


def test_nothing_of_another_file_or_of_nothing():
    assert code_of({"other.py": OWN.encode()}, EXERCISE, SHIPPED) == "" == code_of({}, OTHER, SHIPPED)
