"""The first files of a new exercise. They work together at once, on something trivial: a number is to be doubled."""

from string import Template

TO_FILL_IN = "TODO(new)"  # `check` lists what still says so

ROW = Template("""\
[[exercise]]
id = "$id"
name = "$name"
summary = $summary
points = $points
minutes = 10 # TODO(new): what a student may need
difficulty = 1 # TODO(new): 1 to 3
hints = [
    "TODO(new): the general hint, a question or a direction.",
    "TODO(new): the specific hint, which names what is needed and gives no line of the solution.",
]
""")

SUMMARY = "TODO(new): what is asked, in half a line"

CELLS = Template("""\
# %% [markdown]
# ## $id $title
#
# TODO(new): what it is good for, in a sentence or two.


# %%
$function""")

FUNCTION = Template('''\
def $name(value):
    """TODO(new): what it does, in a line. Until then: double a number.

    Args:
        value: TODO(new): shapes, dtypes, ranges.

    Returns:
        TODO(new): all that the check will demand; the docstring alone must be enough to solve it.
    """
    # BEGIN SOLUTION $id: TODO(new): say what to write
    return 2 * value
    # END SOLUTION
''')

CHECK = Template('''\
"""$id $name: TODO(new): what is demanded, in a line."""

from coursekit.judge.mistakes import Case, Mistake

RETURNED = "the returned number"


def cases(draw) -> list[Case]:
    """Two numbers. TODO(new): calls that tell right code from every mistake below, with inputs drawn at random."""
    # What a message says was called, and what the probe gets as `case` and `expected` as its arguments.
    return [Case(f"$name({value})", {"value": value}) for value in (draw.integer(3, 9), -draw.integer(3, 9))]


def expected(value, doubled=True) -> dict:
    """TODO(new): what right code gives, by the names that the probe uses, and with a switch for each usual mistake."""
    return {RETURNED: 2 * value if doubled else value}


MISTAKES = [
    # TODO(new): a slug, a sentence that a beginner understands, and the switch that makes `expected` make the mistake.
    Mistake("not-doubled", "The number came back as it was.", {"doubled": False}),
]
''')

PROBE = Template('''\
"""Runs a student's $name."""


def probe(module, case: dict) -> dict:
    """TODO(new): call it, and return all that can be observed, each under the name that `expected` has for it."""
    return {"the returned number": module.$name(case["value"])}
''')

MISTAKE = Template('''\
"""TODO(new): what is wrong, in a line; one file like this for each mistake of the check. Here: nothing is doubled."""
# exercise: $id
# mistake: not-doubled


def $name(value):
    return value
''')

ALTERNATIVE = Template('''\
"""TODO(new): an unusual right way, in a line; some files like this. Here: added to itself."""
# exercise: $id


def $name(value):
    return value + value
''')

FOLDER = Template('"""Stage $number, $title: $what."""\n')  # an __init__.py
