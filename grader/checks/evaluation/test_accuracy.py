"""4.6 test accuracy: the student's own pipeline, trained by the grader, must reach the threshold on the test set.

It is trained in the worker, and measured here on labels that the worker never saw. So that points are earned by training:

- For each run the ten digits get other names: what is called 3 in the training labels may be a 7. It makes no difference to
  a net that learns them. Answers that were known before, of whatever image, bear the old names.
- The weights come back too, and what four layers of them answer to some of the test images is computed here.
- A net that was never trained, and the trained one with its parameters drawn anew, must not know the digits.

What this cannot hold: a submission that hides the weights of a classifier trained elsewhere, finds out the new names with it
from the training labels, and puts the weights into the net in place of training it. That takes a trained classifier.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from coursekit.judge.mistakes import Case
from coursekit.judge.results import FAILED, Verdict
from grader.checks.calibration import calibration
from grader.checks.evaluation import without_training
from grader.checks.evaluation.trained import KEPT, Trained, exhibits_of
from grader.checks.renamed import THREADS, TestSet, demand_answers, share, write_renamed

FULL_ACCURACY = 0.97  # what the tutorial's recipe must reach, on any data
TRIES = 2


@dataclass(frozen=True)
class Recipe:
    """How the grader trains."""

    examples: int | None  # of the training set; None for all
    epochs: int
    batch_size: int
    learning_rate: float
    momentum: float
    log_every: int  # batches
    threads: int  # of torch's, for training: in so few digits a step is slower with two

    @property
    def called(self) -> str:
        examples = "all" if self.examples is None else f"{self.examples:,}"
        return f"your pipeline for {self.epochs} epoch(s) on {examples} training digits, then on the test set"


FAST = Recipe(examples=5000, epochs=1, batch_size=25, learning_rate=0.03, momentum=0.9, log_every=10, threads=1)
FULL = Recipe(examples=None, epochs=3, batch_size=64, learning_rate=0.01, momentum=0.5, log_every=100, threads=THREADS)


def judge(student, draw) -> None:
    """Train by the recipe, and demand a test accuracy not below the threshold; a short run that fails is repeated.

    A short run can go badly by chance: right code ends below the threshold about once in 500 runs.
    """
    full = student.full
    threshold = FULL_ACCURACY if full else calibration()[student.data_name]["test_accuracy"]["threshold"]
    recipe = FULL if full else FAST
    for _ in range(1 if full else TRIES):
        accuracy = measure_accuracy(student, draw, recipe)
        if accuracy >= threshold:
            return
    what = "the accuracy on the test set"
    text = f"Called    {recipe.called}\nGot       {what}: {accuracy:.1%}\nExpected  {what}: at least {threshold:.1%}"
    raise Verdict(FAILED, student.message(text))


def measure_accuracy(student, draw, recipe: Recipe) -> float:
    """Train by `recipe` and return the accuracy on the whole test set, between 0 and 1; the student's detail tells it.

    Raises:
        Verdict: the student's code raised, the process died, what came back are not log-probabilities, or they do not
            come from training.
    """
    with tempfile.TemporaryDirectory(prefix="digits-", dir=student.scratch) as root:
        test = write_renamed(student.data_root, Path(root), recipe.examples, draw)
        case = Case(
            recipe.called, {"root": root, "sample": without_training.SAMPLE, "all_threads": THREADS, **vars(recipe)}
        )
        reply = student.run([case], threads=recipe.threads, readable=(Path(root),))[0]
    if reply.error:
        raise student.crashed(reply.error, case)
    values = _values(student, case, reply.value, len(test.true))
    accuracy = share(values[without_training.TRAINED], test.renamed)
    student.detail = f"{accuracy:.2%} of the test set" + ("" if student.full else ", after a short training")
    sample = slice(0, without_training.SAMPLE)
    if found := without_training.find(values, test.images[sample], test.true[sample]):
        student.fail(recipe.called, *found)
    student.keep(KEPT, _trained(recipe, test, values))
    return accuracy


def exhibits(student, draw):
    """What the training came to."""
    if trained := student.kept(KEPT):
        yield from exhibits_of(trained)


def _trained(recipe: Recipe, test: TestSet, values: dict) -> Trained:
    epochs = "1 epoch" if recipe.epochs == 1 else f"{recipe.epochs} epochs"
    return Trained(
        how=f"Trained by the grader for {epochs} on {test.trained_on:,} training digits",
        examples=test.trained_on,
        epochs=recipe.epochs,
        log=values.get("_log"),
        fresh=values[without_training.FRESH],
        answers=values[without_training.TRAINED],
        images=test.images,
        true=test.true,
        renamed=test.renamed,
        names=test.names,
        weights=values[without_training.WEIGHTS],
    )


def _values(student, case: Case, value, count: int) -> dict:
    """What came back, if it is of the right kinds; `count` test images were there to be read."""
    value = value if isinstance(value, dict) else {}
    sample = min(count, without_training.SAMPLE)
    names = {without_training.TRAINED: count, without_training.FRESH: sample, without_training.REDRAWN: sample}
    demand_answers(student, case.called, value, names)
    if difference := without_training.weights_difference(value.get(without_training.WEIGHTS)):
        student.fail(case.called, difference)
    return value
