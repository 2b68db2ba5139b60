"""No slug is attached to anything but its own mistake: tried with the values that each mistake gives on drawn inputs.

The cases, the simulation and the table of mistakes are those of the check itself.
"""

from itertools import combinations

import pytest
import torch

from coursekit.judge.compare import first_difference, written_down
from coursekit.judge.mistakes import Case, Mistake, Raises, Reply
from coursekit.judge.naming import Naming
from tests.helpers import WITH_A_HOLE
from tests.recorded import Recorded, record

RIGHT = Mistake("", "")

# Two mistakes at once that must be recognised, where their values are cheap to compute.
PAIRS = {
    "1.1": ["not-scaled+variance-for-std", "scaled-by-256+mean-std-swapped"],
    "1.2": ["mean-std-swapped+missing-channel-axis", "not-scaled+arguments-ignored"],
    "1.3": ["train-not-shuffled+batch-sizes-swapped", "train-not-shuffled+missing-normalisation"],
    "1.4": ["column-major+not-grey", "captions-missing+ticks-shown"],
    "2.1": ["padding-ignored+missing-plus-one", "dilation-ignored+stride-ignored"],
    "2.3": ["logits-returned+no-relu", "log-softmax-over-batch+missing-relu-after-fc1"],
    "2.4": ["sum-for-mean+wrong-sign"],
    "3.1": ["gradient-ascent+learning-rate-ignored", "learning-rate-ignored+clears-gradients"],
    "3.2": ["learning-rate-ignored+momentum-ignored", "momentum-ignored+only-weights"],
    "3.3": ["missing-zero-grad+loss-after-update", "missing-zero-grad+tensor-returned", "missing-step+tensor-returned"],
    "3.4": ["missing-train-mode+logged-after-batch", "batches-counted+every-batch-logged"],
    "4.1": ["mean-of-batch-means+percent-for-fraction", "loss-divided-by-batches+gradients-recorded"],
    "4.3": ["legend-missing+x-label-missing"],
    "4.4": ["column-returned+training-mode-left-on"],
    "5.1": ["own-numbers+missing-channel-axis", "shuffled-once+chunks-for-batches", "shuffled-always+shuffled-once"],
    "5.2": ["warm-up-ignored+straight-lines"],
}


@pytest.fixture(autouse=True)
def one_thread():
    """As in the grader: what is computed is small."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def _reply(case: Case, expected, mistake: Mistake) -> Reply:
    """What a student who makes this mistake gives back."""
    values = expected(**case.inputs, **mistake.switches)
    if isinstance(values, Raises):
        return Reply(None, {"type": values.type, "message": ""})
    return Reply(written_down(values), None)


def _replies(recorded: Recorded, mistake: Mistake) -> list[Reply]:
    return [_reply(case, recorded.expected, mistake) for case in recorded.cases]


def _name(recorded: Recorded, replies: list[Reply]) -> str | None:
    naming = Naming(recorded.expected, recorded.mistakes)
    found = naming.name(replies, recorded.cases)
    assert not naming.faults
    return found and found.slug


def _refused(recorded: Recorded, replies: list[Reply]) -> bool:
    """Whether the grader sees that something is wrong."""
    return any(
        reply.error
        or any(
            first_difference(reply.value.get(name), value, name)
            for name, value in recorded.expected(**case.inputs).items()
            if not name.startswith("_")
        )
        for reply, case in zip(replies, recorded.cases, strict=True)
    )


@pytest.mark.parametrize("id", WITH_A_HOLE)
def test_each_mistake_is_seen_and_gets_its_own_name(id):
    recorded = record(id, seed=0)  # `python tests/seeds.py` tries many
    for mistake in recorded.mistakes:
        if mistake.switches:
            replies = _replies(recorded, mistake)
            assert _refused(recorded, replies), f"{mistake.slug} {mistake.switches} goes unseen"
            assert _name(recorded, replies) == mistake.slug


@pytest.mark.parametrize("id", WITH_A_HOLE)
def test_right_values_have_no_name(id):
    recorded = record(id, seed=0)
    replies = _replies(recorded, RIGHT)
    assert not _refused(recorded, replies)
    assert _name(recorded, replies) is None


@pytest.mark.parametrize(("id", "slug"), [(id, slug) for id, slugs in PAIRS.items() for slug in slugs])
def test_two_mistakes_at_once_get_both_names(id, slug):
    recorded = record(id, seed=0)
    one, other = (next(m for m in recorded.mistakes if m.slug == part and m.switches) for part in slug.split("+"))
    both = Mistake(slug, "", one.switches | other.switches)
    assert _name(recorded, _replies(recorded, both)) == slug


@pytest.mark.parametrize("id", ["1.1", "1.4", "2.1", "3.1", "4.3"])
def test_any_two_mistakes_get_no_name_but_theirs(id):
    """One may hide the other, then it alone is named; what two pairs would both explain has no name."""
    recorded = record(id, seed=0)
    switched = [mistake for mistake in recorded.mistakes if mistake.switches]
    for one, other in combinations(switched, 2):
        if not set(one.switches) & set(other.switches):
            both = Mistake("", "", one.switches | other.switches)
            name = _name(recorded, _replies(recorded, both))
            assert name in (None, one.slug, other.slug, f"{one.slug}+{other.slug}")


def test_a_pair_does_not_say_that_all_else_is_right():
    recorded = record("3.3", seed=0)
    replies = _replies(recorded, Mistake("", "", {"tensor": "none", "clear": None, "backward": False, "step": None}))
    found = Naming(recorded.expected, recorded.mistakes).name(replies, recorded.cases)
    assert found.because.startswith("Two things at once.") and "right" not in found.because
