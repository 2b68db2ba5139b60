"""Every slip that has a sentence can be found, and is placed in its line."""

import pytest

from coursekit.judge.slips import SENTENCES
from coursekit.worker.reading import read_exercise
from tests.helpers import COURSE, append, graded, row_of

HEAD = "def train_step(model, loss_fn, optimizer, images, labels):\n"
CODE = {
    "not-called": "optimizer.step",
    "comparison-for-assignment": "loss == 3",
    "result-lost": "images.to('cpu')",
    "unreachable": "return 1\n    loss = 2",
    "return-in-loop": "for _ in labels:\n        return 1",
    "trailing-comma": "return 1,",
    "context-dropped": "torch.no_grad()",
    "function-overwritten": "plt.xlabel = 'seen'",
    "plus-behind-equals": "loss =+ 1",
    "minus-behind-equals": "loss =- 1",
    "total-overwritten": "total = 0\n    for _ in labels:\n        total = len(images)",
    "first-batch-again": "for _ in labels:\n        next(iter(labels))",
    "no-return": "pass",
}


@pytest.mark.parametrize("kind", CODE)
def test_it_is_found(kind, submission):
    append(submission, "stage3_training.py", f"{HEAD}    {CODE[kind]}\n")
    found = read_exercise(COURSE, COURSE.exercises["3.3"], submission)
    assert kind in SENTENCES and kind in [each["kind"] for each in found]


@pytest.mark.parametrize(
    ("code", "found"),
    [("yield 1", False), ("yield from labels", False), ("def inner():\n        yield 1", True), ("print(1)", True)],
)
def test_a_generator_gives_back_more_than_none(code, found, submission):
    append(submission, "stage3_training.py", f"{HEAD}    {code}\n")
    kinds = [each["kind"] for each in read_exercise(COURSE, COURSE.exercises["3.3"], submission)]
    assert ("no-return" in kinds) == found


def test_a_sign_behind_equals_is_found_before_a_product_too(submission):
    append(submission, "stage3_training.py", f"{HEAD}    loss =- 3 * images\n    return loss\n")
    found = read_exercise(COURSE, COURSE.exercises["3.3"], submission)
    assert [each["kind"] for each in found] == ["minus-behind-equals"]


@pytest.mark.parametrize("first", ["labels, log_probs", "log_probs, labels, weight=None", "outputs, targets"])
def test_parameters_in_another_order_are_found_and_other_names_are_not(first, submission):
    append(submission, "stage2_model.py", f"def nll_loss({first}):\n    return 1\n")
    found = read_exercise(COURSE, COURSE.exercises["2.4"], submission)
    kinds = [(each["kind"], each["what"]) for each in found]
    assert kinds == ([("parameters-swapped", "log_probs, labels")] if first == "labels, log_probs" else [])


@pytest.mark.parametrize("line", ["loss = -1", "loss = +1", "loss = (1,)", "loss=-1"])
def test_what_is_no_slip_is_not(line, submission):
    append(submission, "stage3_training.py", f"{HEAD}    {line}\n    return loss\n")
    assert read_exercise(COURSE, COURSE.exercises["3.3"], submission) == []


def test_a_forgotten_return_is_not_what_made_code_raise(warm, submission):
    append(submission, "stage2_model.py", "def conv_output_size(*arguments, **others):\n    raise ValueError('no')\n")
    message = row_of(graded(warm, submission, ["2.1"])[0], "2.1")["message"]
    assert "Raised    ValueError: no" in message and "Why" not in message
    assert "Look      There is no return with a value in conv_output_size" in message
