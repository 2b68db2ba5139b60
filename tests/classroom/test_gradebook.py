"""A gradebook comes back with one column filled, and not a byte of the rest changed."""

import pytest

from coursekit.classroom.gradebook import GradebookError, filled

CANVAS = (
    b'\xef\xbb\xbfStudent,ID,SIS Login ID,Section,"Digits, part 1 (777)",Other (778)\r\n'
    b"    Points Possible,,,,100,10\r\n"
    b'"Lovelace, Ada",123,ada@x.org,"A ""one""",,9\r\n'
    b'"Ross, Bob",124,bob@x.org,A,"",8\r\n'
)
MOODLE = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade"\n'
    '"Participant 5","Zoë Ø",z@x.org,"Submitted",,100.00\n'
    '"Participant 55","Ada L",ada@x.org,"No submission",,100.00'
).encode()


def row(id: str = "", email: str = "", total: str = "97") -> dict:
    return {"id": id, "email": email, "total": total}


def test_canvas():
    data, left = filled(CANVAS, [row("123"), row("124", total="0"), row("999")], "Digits, part 1")
    expected = CANVAS.replace(b'"A ""one""",,9', b'"A ""one""",97,9').replace(b'A,"",8', b'A,"0",8')
    assert (data, left) == (expected, ["999"])


def test_moodle():
    data, left = filled(MOODLE, [row("5"), row("", "ADA@x.org", "64")])
    expected = MOODLE.replace(b'"Submitted",,', b'"Submitted",97,').replace(
        b'"No submission",,', b'"No submission",64,'
    )
    assert (data, left) == (expected, [])


def test_nobody_gets_the_grade_of_one_whose_id_begins_alike():
    data, left = filled(MOODLE, [row("55", total="12")])
    assert data == MOODLE.replace(b'"No submission",,', b'"No submission",12,') and not left


@pytest.mark.parametrize(
    ("data", "column", "why"),
    [
        (b"", None, "empty"),
        (CANVAS, None, "--column"),
        (CANVAS, "Homework", "0 columns called 'Homework'"),
        (b"Grade,Grade,ID\n1,2,3\n", None, "2 columns"),
        (b"Name,Grade\nAda,\n", None, "no column tells who"),
        ("Grade,ID,Zoë".encode("latin-1"), None, "UTF-8"),
    ],
)
def test_what_is_no_gradebook(data, column, why):
    with pytest.raises(GradebookError, match=why):
        filled(data, [row("123")], column)


def test_two_lines_of_one_student_are_nobodys():
    data = b"ID,Grade\n1,\n1,\n"
    assert filled(data, [row("1")]) == (data, ["1"])
