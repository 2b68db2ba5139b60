"""A course.toml that says what cannot be is refused at every door, with the exercise and the setting."""

import pytest

from coursekit.course import Course, CourseError
from tests.kit.copies import edit, run_companion, run_pytest

FIRST = "difficulty = 1\n"  # in the row of 1.1
GENERAL = '    "In which order do two words come that stand there equally often?",\n'
REFUSED = {
    "an unknown setting": (FIRST, "difficulty = 1\nminuets = 5\n", "exercise 1.1: there is no setting minuets"),
    "an unknown setting of a stage": ('title = "words"\n', 'title = "words"\nlesson_file = ""\n',
                                      "stage 1: there is no setting lesson_file"),
    "an unknown setting of the course": ("farewell = ", "goodbye = ", "there is no setting goodbye"),
    "a setting that is missing": (FIRST, "", "exercise 1.1: difficulty must be given"),
    "a requirement that stands later": (FIRST, 'difficulty = 1\nrequires = ["1.2"]\n',
                                        "exercise 1.1 requires 1.2, which must stand before it"),
    "a requirement of itself": ('requires = ["1.1"]', 'requires = ["1.2"]',
                                "exercise 1.2 requires 1.2, which must stand before it"),
    "one hint": (GENERAL, "", "exercise 1.2 needs two hints, the general one first"),
    "an empty hint": (GENERAL, '    "",\n', "exercise 1.2 needs two hints, the general one first"),
    "a file in a row": (FIRST, 'difficulty = 1\nfile = "stage1_words.py"\n', "exercise 1.1: file comes from its stage"),
    "an example in a row": (FIRST, 'difficulty = 1\nexample = "1"\n', "exercise 1.1: example is the third of its hints"),
    "an id twice": ('id = "1.2"', 'id = "1.1"', "exercise 1.1: an id is like 3.4, of a stage that is there, and once"),
    "an id of no stage": ('id = "1.2"', 'id = "2.1"', "exercise 2.1: an id is like 3.4, of a stage that is there"),
    "no TOML": (FIRST, "difficulty = = 1\n", "course.toml cannot be read: "),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(name, copy):
    old, new, says = REFUSED[name]
    edit(copy / "words" / "course.toml", old, new)
    with pytest.raises(CourseError) as refused:
        Course(copy / "words")
    assert says in str(refused.value) and "course.toml" in str(refused.value)


def test_every_door_says_it(copy):
    table = copy / "words" / "course.toml"
    edit(table, *REFUSED["a file in a row"][:2])
    says = f"{table}: exercise 1.1: file comes from its stage"
    assert run_companion(copy, "status") == (1, f"{says}\n")
    code, report, text = run_pytest(copy)
    assert (code, report, text.strip()) == (4, {}, f"ERROR: {says}")
