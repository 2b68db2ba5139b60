"""A mistake that a rule recognises is named together with what else was done wrong, and what has no name is told."""

import pytest

from coursekit.judge.mistakes import Case, Mistake, Raises, Reply
from coursekit.judge.naming import Naming
from coursekit.kit.rules import observed
from tests.helpers import append, graded, row_of

CASES = [Case(f"f({number})", {"number": float(number)}) for number in (3, 5)]


def expected(number, doubled=False, shifted=False, noisy=False, fails=False) -> dict | Raises:
    """Three numbers and a dict of two."""
    if fails:
        return Raises("ValueError")
    first = number * (2 if doubled else 1)
    parts = {"left": number + (7 if noisy else 0), "right": -number}
    return {"the first": first, "the second": number + (1 if shifted else 0), "the text": "yes", "the parts": parts}


def _is_text(name: str):
    return observed(name, lambda got: isinstance(got, str) and got != "yes")


TEXT = Mistake(
    "text", "The sum is right, but there is a text.", when=_is_text("the first"), explains=("the first",), hint="A."
)
NO = Mistake(
    "no", "No came back.", when=_is_text("the text"), explains=("the text",), follows=("the second",), hint="B."
)
RIGHT = Mistake(
    "right-part", "The right part is 0.", when=observed("the parts", lambda got: got.get("right") == 0),
    explains=("the parts, right",), follows=lambda inputs: ("the parts, left",) if inputs["number"] != 3 else (),
)  # fmt: skip
BOTH = Mistake("both", "Both are texts.", when=_is_text("the first"), explains=("the first", "the second"))
WHOLE = Mistake("whole", "All is wrong.", when=_is_text("the first"))
SWITCHED = [
    Mistake("doubled", "It is doubled.", {"doubled": True}),
    Mistake("shifted", "The second is right, but shifted by one.", {"shifted": True}, hint="C."),
    Mistake("noisy", "The left part is off by 7.", {"noisy": True}),
    Mistake("fails", "It fails.", {"fails": True}),
]


def _named(rules: list[Mistake], changed: dict | None, error: str = "", **switches) -> tuple[Mistake | None, Naming]:
    """What is found in replies that have other values than these mistakes would give; `error` is raised in the second call."""
    replies = [Reply({**expected(**case.inputs, **switches), **(changed or {})}, None) for case in CASES]
    if error:
        replies[1] = Reply(None, {"type": error, "message": ""})
    naming = Naming(expected, [*rules, *SWITCHED])
    found = naming.name(replies, CASES)
    assert not naming.faults
    return found, naming


def test_a_rule_alone_where_all_else_is_right():
    found, naming = _named([TEXT], {"the first": "3"})
    assert found is TEXT and naming.unexplained is None


@pytest.mark.parametrize(
    ("rules", "changed", "switches", "slug"),
    [
        ([TEXT], {"the first": "3"}, {"shifted": True}, "text+shifted"),
        ([TEXT], {"the first": "3"}, {"shifted": True, "noisy": True}, "text+shifted+noisy"),
        ([TEXT, NO], {"the first": "3", "the text": "no"}, {}, "text+no"),
        ([TEXT, NO], {"the first": "3", "the text": "no"}, {"noisy": True}, "text+no+noisy"),
        ([NO], {"the text": "no"}, {"shifted": True}, "no"),  # the second may be wrong because of the text
        ([RIGHT], {"the parts": {"left": 3.0, "right": 0}}, {"shifted": True}, "right-part+shifted"),
        ([TEXT, BOTH], {"the first": "3", "the second": "3"}, {}, "both"),  # the one is a part of the other
        ([TEXT, WHOLE], {"the first": "3", "the text": "no"}, {"shifted": True}, "whole"),
    ],
)
def test_rules_are_named_with_what_else_was_done_wrong(rules, changed, switches, slug):
    found, naming = _named(rules, changed, **switches)
    assert found and found.slug == slug
    assert naming.unexplained is None


def test_two_rules_that_read_the_same_are_no_name():
    other = Mistake("other", "Another word for it.", when=_is_text("the first"), explains=("the first",))
    assert _named([TEXT, other], {"the first": "3"})[0] is None


def test_sentences_that_are_joined_do_not_say_that_all_else_is_right():
    found, _ = _named([TEXT], {"the first": "3"}, shifted=True, noisy=True)
    assert (
        found.because == "Three things at once. There is a text. And: Shifted by one. And: The left part is off by 7."
    )
    assert found.hint == ""  # the exercise's, for one of them has no other
    assert _named([TEXT], {"the first": "3"}, shifted=True)[0].hint == "A."


def test_what_has_no_name_is_told_beside_the_rule():
    found, naming = _named([TEXT], {"the first": "3", "the second": 99.0})
    assert found is TEXT
    assert naming.explained[1].what == "the first"
    assert (naming.unexplained[0], naming.unexplained[1].what) == (CASES[0], "the second")


def test_what_could_not_be_looked_at_is_missing_because_of_the_rule():
    replies = [Reply({"the first": "3"}, None) for _ in CASES]
    naming = Naming(expected, [TEXT, *SWITCHED])
    assert naming.name(replies, CASES) is TEXT and naming.unexplained is None


def test_an_exception_is_not_what_a_rule_on_values_explains():
    some = Mistake("text", "Text.", when=lambda replies, cases: True, explains=("the first",))
    found, naming = _named([some], {"the first": "3"}, error="KeyError")
    assert found is some and naming.unexplained == (CASES[1], None)


HALVED = """
import torch

@torch.no_grad()
def gradient_descent_step(parameters, learning_rate):
    for p in parameters:
        if p.grad is not None:
            p -= 0.5 * learning_rate * p.grad
            p.grad *= 3
"""


def test_the_message_says_what_else_differs(warm, submission):
    append(submission, "stage3_training.py", HALVED)
    row = row_of(graded(warm, submission, ["3.1"])[0], "3.1")
    assert row["mistake"] == "step-scaled"
    lines = dict(line.split(None, 1) for line in row["message"].splitlines())
    assert lines["Besides"].startswith("something else differs: the gradients after the step, item 0 at [0, 0] is ")
    assert lines["Got"].startswith("how many times learning_rate")


THREE = """
import matplotlib.pyplot as plt

def plot_digits(images, captions, columns=3):
    figure, axes = plt.subplots(-(-len(images) // columns), columns, squeeze=False)
    for number, (place, image) in enumerate(zip(axes.flatten(), images)):
        place.imshow(image[0], cmap="gray")
        place.set_title(f"{number}: {captions[number]}")
        place.set_yticks([])
    return figure
"""


def test_a_rule_and_two_simulated_mistakes_in_one_figure(warm, submission):
    append(submission, "stage1_data.py", THREE)
    row = row_of(graded(warm, submission, ["1.4"])[0], "1.4")
    assert row["mistake"] == "captions-altered+ticks-shown+leftover-axes-shown", row["message"]
    assert row["message"].count("Why ") == 1 and "Three things at once." in row["message"]
