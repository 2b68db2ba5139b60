"""`python -m grader check` finds what does not fit together: each break is told with its place, and nothing else is."""

import re
import shutil
from pathlib import Path

import pytest

from coursekit.consistency import look_at
from tests.course.checkouts import copied, edit, python
from tests.helpers import COURSE

CHECKS, PROBES = Path("grader/checks/training"), Path("grader/probes/training")
TABLE, STAGE_2, STAGE_3 = Path("grader/course.toml"), "solutions/stage2_model.py", "solutions/stage3_training.py"
FIRST_HINT = '"Five things in order: clear, predict, compare, differentiate, step."'
ASCENT = "tests/mistakes/gradient_descent_step_ascent.py"
PLOT = "grader/checks/data/plot_digits.py"


def remove(*names):
    return lambda copy: [(copy / name).unlink() for name in names]


def change(name, old, new):
    return lambda copy: edit(copy / name, old, new)


def append(name, text):
    return lambda copy: (copy / name).write_text((copy / name).read_text(encoding="utf-8") + text, encoding="utf-8")


def copy_to(source, target):
    return lambda copy: shutil.copy(copy / source, copy / target)


def without_markers(copy: Path) -> None:
    """The hole of 2.4, which has but one."""
    path = copy / STAGE_2
    text, count = re.subn(
        r" *# BEGIN SOLUTION 2\.4: .*\n((?:.*\n)*?) *# END SOLUTION\n", r"\1", path.read_text("utf-8")
    )
    assert count == 1
    path.write_text(text, encoding="utf-8")


# What is broken, and what is said of it: all that is said.
BREAKS = {
    "no check": (remove(CHECKS / "train_step.py"), ["3.3 train_step has no check: write grader/checks/training/train_step.py"]),
    "no probe": (remove(PROBES / "train_step.py"), ["3.3 train_step has no probe: write grader/probes/training/train_step.py"]),
    "a probe without its function": (
        change(PROBES / "train_epoch.py", "def probe(", "def prope("),
        ["grader/probes/training/train_epoch.py has no function probe(module, case)"],
    ),
    "a check that Python cannot read": (
        append(CHECKS / "train_epoch.py", "\n)\n"),
        ["grader/checks/training/train_epoch.py cannot be imported: SyntaxError: unmatched ')'"],
    ),
    "cases and expected that do not fit": (
        change(CHECKS / "gradient_descent_step.py", '"learning_rate": rate, "as', '"rate": rate, "as'),
        ["gradient_descent_step.py: expected() fails on the inputs of case 1: TypeError: expected() missing 1"],
    ),
    "a misspelt switch": (
        change(CHECKS / "gradient_descent_step.py", '{"clear": True}', '{"cleer": True}'),
        ["gradient_descent_step.py: the mistake clears-gradients: expected() has no switch cleer"],
    ),
    "a switch without a mistake": (
        change(CHECKS / "gradient_descent_step.py", "left_off=False,", "left_off=False, twice=False,"),
        ["gradient_descent_step.py: expected() has a switch twice, and no mistake uses it"],
    ),
    "a check and a probe without a row": (
        lambda copy: [copy_to(folder / "train_step.py", folder / "old_step.py")(copy) for folder in (CHECKS, PROBES)],
        [
            "grader/checks/training/old_step.py has cases, and no exercise",
            "grader/probes/training/old_step.py has probe, and no exercise",
        ],
    ),
    "a section that the lesson has no more": (
        change("lessons/3_training.py", "# ## Five steps", "# ## Five small steps"),
        [f"grader/course.toml: 3.{number} {name}: lessons/3_training.py has no section 'Five steps'"
         for number, name in ((3, "train_step"), (4, "train_epoch"))],
    ),
    "no hole": (
        without_markers,
        [
            "solutions/stage2_model.py: 2.4 nll_loss has no hole: mark what is to be written, # BEGIN SOLUTION 2.4:",
            "exercises/stage2_model.py is not what solutions/stage2_model.py gives",
            "grader/pristine/stage2_model.py is not what solutions/stage2_model.py gives",
        ],
    ),
    "a hole without a row": (
        change(STAGE_3, "# BEGIN SOLUTION 3.2:", "# BEGIN SOLUTION 3.9:"),
        [
            "there is no exercise 3.9 in this file: mend this marker, or give that one a row in grader/course.toml",
            "exercises/stage3_training.py cannot be made, because of solutions/stage3_training.py",
        ],
    ),
    "a hole in another's function": (
        change(STAGE_3, "# BEGIN SOLUTION 3.2:", "# BEGIN SOLUTION 3.1:"),
        [
            ": this hole of 3.1 lies outside of gradient_descent_step",
            "solutions/stage3_training.py: 3.2 build_optimizer has no hole",
            "exercises/stage3_training.py is not what",
            "grader/pristine/stage3_training.py is not what",
        ],
    ),
    "a function of another name": (
        change(TABLE, 'name = "build_optimizer"', 'name = "make_optimizer"'),
        [
            "solutions/stage3_training.py defines no make_optimizer: write it, or change the name of 3.2",
            "exercises/stage3_training.py is not what",
            "grader/pristine/stage3_training.py is not what",
            "3.2 make_optimizer has no check: write grader/checks/training/make_optimizer.py",
            "3.2 make_optimizer has no probe: write grader/probes/training/make_optimizer.py",
            "grader/checks/training/build_optimizer.py has cases, and no exercise",
            "grader/probes/training/build_optimizer.py has probe, and no exercise",
        ],
    ),
    "a stale stub": (
        append("exercises/stage1_data.py", "# mine\n"),
        ["exercises/stage1_data.py is not what solutions/stage1_data.py gives: run python -m grader stubs"],
    ),
    "no solution file": (remove("solutions/stage1_data.py"), ["solutions/stage1_data.py is missing: write it"]),
    "no lesson": (remove("lessons/2_model_and_loss.py"), ["lessons/2_model_and_loss.py is missing: write it, or change"]),
    "a hint that gives a line away": (
        change(TABLE, FIRST_HINT, '"First of all comes `loss.backward()`."'),
        ["hint 1 of 3.3 train_step gives away `loss.backward()`, a line of solutions/stage3_training.py:"],
    ),
    "a sentence that gives a line away": (
        change(CHECKS / "train_step.py", '"missing-zero-grad",\n        "', '"missing-zero-grad",\n        "optimizer.zero_grad() '),
        ["train_step.py: the sentence of missing-zero-grad gives away `optimizer.zero_grad()`"],
    ),
    "an exercise worth nothing": (
        change(TABLE, "points = 10", "points = 0"),
        ["3.3 train_step is worth 0 points"],
    ),
    "an unknown slug": (
        change(ASCENT, "# mistake: gradient-ascent", "# mistake: gradient-descent"),
        [
            f"{ASCENT}: nothing is called gradient-descent",
            "gradient_descent_step.py: gradient-ascent was never written: add a file with this mistake",
        ],
    ),
    "a file that does not say what it is": (
        change("tests/alternatives/predict_topk.py", "# exercise: 4.4", "# exercise 4.4"),
        ["tests/alternatives/predict_topk.py must say '# exercise: 3.3'"],
    ),
    "too few right ways": (
        lambda copy: [path.unlink() for path in sorted((copy / "tests/alternatives").glob("conv_output_size_*.py"))[1:]],
        ["tests/alternatives/: 2.1 conv_output_size has 1 of 3 files: write 2 more"],
    ),
}  # fmt: skip


@pytest.fixture
def copy(tmp_path) -> Path:
    return copied(tmp_path / "checkout")


def checked(folder: Path, *arguments, **environment) -> tuple[int, str]:
    """Run the command; the lines that it broke are whole again."""
    code, text = python(folder, "grader", "check", *arguments, **environment)
    return code, " ".join(text.split())


def test_this_checkout_fits_together(copy):
    code, text = checked(copy)
    assert code == 0, text
    assert text.endswith("All fits together.")
    assert f"table 18 exercises, {COURSE.max_score:g} points, 3 more for {COURSE.max_bonus:g} bonus points" in text
    assert "✓ holes" in text and "✗" not in text


@pytest.mark.parametrize("name", BREAKS)
def test_it_is_found(name, copy):
    spoil, findings = BREAKS[name]
    spoil(copy)
    code, text = checked(copy, "--all")
    assert code == 1
    assert [finding for finding in findings if finding not in text] == [], text
    assert text.endswith(f" {len(findings)} thing{'s' * (len(findings) > 1)} to do."), text


def test_a_table_that_cannot_be_is_told_alone(copy):
    path = copy / TABLE
    path.write_text(
        re.sub(r'    "Run python exercises/stage4.*\n', "", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    code, text = checked(copy)
    assert code == 1 and text.endswith("exercise 4.6 needs two hints, the general one first, or three")


def test_a_student_edition_says_what_it_cannot_look_at(copy):
    shutil.rmtree(copy / "solutions")
    shutil.rmtree(copy / "tests")
    code, text = checked(copy, PYTHONIOENCODING="ascii")
    assert code == 0, text
    assert text.endswith("All else fits together.")
    for area in ("holes", "stubs", "hints"):
        assert f"? {area} not looked at: there is no solutions/ here" in text
    for area in ("mistakes", "alternatives"):
        assert f"? {area} not looked at: there is no tests/ here" in text
    assert "+ checks" in text and "+ probes" in text


def test_an_area_that_raises_is_named():
    def chalk(course, area):
        raise ZeroDivisionError("division by zero")

    found = look_at(COURSE, chalk)
    assert (found.name, found.wrong) == (
        "chalk",
        ["This area could not be looked at: ZeroDivisionError: division by zero"],
    )


def test_many_findings_are_cut_and_all_shows_them(copy):
    for path in (copy / "tests/alternatives").glob("*.py"):
        path.unlink()
    code, text = checked(copy)
    assert code == 1 and re.search(r"\.\.\. and \d+ more: --all shows them", text)
    assert text.count("of 3 files") == 6
    assert checked(copy, "--all")[1].count("of 3 files") > 6
