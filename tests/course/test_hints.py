"""The hint answers the state of the student's code: it never asks for what the named mistake shows to be done already."""

import pytest

from coursekit.consistency.hints import solution_lines
from coursekit.judge.slips import HINTS, SENTENCES
from tests.helpers import COURSE, WITH_A_HOLE, append, graded, row_of
from tests.recorded import record

# With these mistakes, what the exercise's first hint asks for is what is missing, or may be. All others have their own.
OPEN = {
    "1.1": "not-scaled uint8-overflow constants-returned mean-of-uint8",
    "1.2": "not-scaled normalised-before-tensor normalised-whole-numbers",
    "1.3": "",
    "1.4": "captions-missing all-captions-everywhere one-image-everywhere drawn-over-each-other one-figure-per-image "
    "one-axes-for-all",
    "2.1": "true-division rounded-to-nearest rounded-up dilation-ignored stride-ignored padding-ignored "
    "padding-counted-once padding-subtracted missing-plus-one missing-minus-one dilation-times-kernel-size missing-brackets",
    "2.2": "missing-super-init layers-in-plain-list layers-renamed layers-not-kept no-layers-made layer-missing "
    "layers-not-registered",
    "2.3": "missing-fc2 missing-max-pool missing-flatten batch-flattened batch-size-hard-coded wrong-flat-size",
    "2.4": "mean-over-all-classes predicted-class-for-label every-label-in-every-row first-label-only first-row-only "
    "rows-indexed-by-labels loop-past-last-row gather-dimensions one-hot-too-narrow",
    "3.1": "rebinds-parameter",
    "3.2": "another-optimizer other-tensors-updated",
    "3.3": "missing-zero-grad zero-grad-after-step zero-grad-before-step missing-backward missing-step "
    "step-before-backward only-predicts",
    "3.4": "logged-after-batch examples-not-counted batch-number-times-size",
    "4.1": "mean-of-batch-means batch-means-divided-by-examples batch-means-summed",
    "4.2": "missing-first-evaluation evaluates-only-at-the-end evaluates-before-epoch",
    "4.3": "train-loss-missing test-loss-missing test-accuracy-missing label-missing",
    "4.4": "probabilities-for-classes maxima-for-classes",
    "4.5": "caption-missing",
}
LONGEST = 140  # characters
SCALED = "def pixel_stats(images):\n    pixels = images.float() / 255\n"
CODE = {  # what a student wrote: the hint must not be that of the exercise
    "a rule": ("1.1", SCALED + "    return pixels.mean().item()\n", "single-number-returned"),
    "a simulated mistake": ("1.1", SCALED + "    return pixels.mean(), pixels.std()\n", "tensor-returned"),
    "two mistakes": (
        "1.1",
        SCALED.replace("255", "256") + "    return pixels.mean().item(), pixels.var().item()\n",
        "scaled-by-256+variance-for-std",
    ),
    "a slip": (
        "2.4",
        "def nll_loss(log_probs, labels):\n    loss = -log_probs[range(len(labels)), labels].mean(),\n    return loss\n",
        "trailing-comma",
    ),
    "an exception": ("1.1", SCALED + "    return pixls.mean().item(), pixels.std().item()\n", "misspelt-name"),
}


@pytest.mark.parametrize("id", WITH_A_HOLE)
def test_a_mistake_shows_the_exercises_hint_only_where_that_is_still_to_be_done(id):
    for mistake in record(id, seed=0).mistakes:
        assert mistake.hint or id not in OPEN or mistake.slug in OPEN[id].split(), (
            f"{id} {mistake.slug}: give it a hint, or list it here if this may still be to do: {COURSE.exercises[id].hints[0]}"
        )


@pytest.mark.parametrize("id", WITH_A_HOLE)
def test_a_mistakes_hint_is_short_and_adds_something_and_no_line_of_the_solution(id):
    for mistake in record(id, seed=0).mistakes:
        assert len(mistake.hint) <= LONGEST and (not mistake.hint or mistake.hint not in mistake.because), mistake.hint
        assert mistake.hint[-1:] in ".?", mistake.hint
        assert not [line for line in solution_lines(COURSE) if line in mistake.hint]


def test_every_slip_has_a_hint():
    assert set(HINTS) == set(SENTENCES)


@pytest.mark.parametrize(("id", "code", "slug"), CODE.values(), ids=list(CODE))
def test_the_hint_of_the_cause_is_shown(id, code, slug, warm, submission):
    append(submission, COURSE.exercises[id].file, code)
    report, text = graded(warm, submission, [id])
    row = row_of(report, id)
    assert row["mistake"] == slug, row["message"]
    assert row["hint"] and row["hint"] not in COURSE.exercises[id].hints
    assert row["hint"] in " ".join(text.split())
