"""5.3 race: any net, trained in any way, must read 99 % of the test set; how fast is told in epochs of the tutorial's training.

The clock is the judge's, and runs from the job's beginning until the net has read the test set. The unit is measured
right after it, in a job in which the submission has no part. Labels are kept apart and renamed as in 4.6 (see `renamed`). Like there, this cannot hold a submission
that hides a classifier trained elsewhere and works out the new names with it.
"""

import tempfile
from pathlib import Path

from coursekit.judge.compare import describe
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.judge.results import FAILED, Verdict
from grader.checks.renamed import THREADS, TestSet, demand_answers, share, write_renamed

ACCURACY = 0.99  # that must be reached, on any data
UNIT = "tutorial epochs"
TRIES = 2
NEARLY = 0.003  # less: by chance, perhaps
SAMPLE = 500  # test images that the net also reads in other ways
CLEARLY, ABOUT = 0.2, 0.03  # of them: much better, and not by chance; as good
CALLED = "race(root, device), and the network on the test set"
WHAT = "the accuracy on the test set"
OTHER_WAYS = ("of pixels in [0, 255]", "in training mode")  # in which the probe lets the net read a sample


def _diverged(replies, cases) -> bool:
    """Some of the answers to the test set are infinite, or no numbers."""
    return not replies[0].value[FINITE]


def _reads_bytes(replies, cases) -> bool:
    """Of 500 test images it reads a fifth more as pixels between 0 and 255, and about as many as in training mode, or more."""
    found = replies[0].value
    return found[MORE_OF_BYTES] > CLEARLY and found[MORE_OF_BYTES] > found[MORE_IN_TRAINING] - ABOUT


def _reads_in_training_mode(replies, cases) -> bool:
    """Of 500 test images it reads a fifth more in training mode."""
    return replies[0].value[MORE_IN_TRAINING] > CLEARLY


def _guesses(replies, cases) -> bool:
    """It reads less than a fifth of the test set."""
    return replies[0].value[WHAT] < 0.2


def _learns(replies, cases) -> bool:
    """It reads a fifth of the test set or more, and less than the race asks for."""
    return 0.2 <= replies[0].value[WHAT] < ACCURACY


FINITE, MORE_OF_BYTES, MORE_IN_TRAINING = "all are numbers", "more of pixels in [0, 255]", "more in training mode"

MISTAKES = [
    Mistake(
        "race-diverged",
        "Some answers of the network are infinite, or no numbers. Perhaps its training diverged.",
        when=_diverged,
        hint="A learning rate that is too high does this. Try a third of it, or a longer warm-up.",
    ),
    Mistake(
        "race-raw-pixels",
        "The network reads pixels between 0 and 255 much better than normalised ones. Perhaps it was trained on those; it is measured on images as build_transform() prepares them.",
        when=_reads_bytes,
        hint="Train it on what build_transform() gives: in_memory_loader over a data set with that transform does.",
    ),
    Mistake(
        "race-evaluation-mode",
        "The network reads much more in training mode than in evaluation mode, in which it is measured. Perhaps the running averages of its batch normalisation do not fit, after few steps say.",
        when=_reads_in_training_mode,
        hint="The running averages of a BatchNorm follow the last few dozen batches; its momentum says how fast.",
    ),
    Mistake(
        "race-guesses",
        "The network reads less than a fifth of the test set, where guessing reads a tenth. Perhaps it is returned before it is trained, or the labels do not belong to the images that it is shown.",
        when=_guesses,
        hint="Print the loss every hundred batches. Does it fall? Is what you return the network that you trained?",
    ),
    Mistake(
        "race-not-there-yet",
        "The network reads more digits than guessing would, and fewer than the race asks for.",
        when=_learns,
        hint="Look at its accuracy after each epoch. Does it still rise? Then train on, or with another schedule; if not, try another network.",
    ),
]


def judge(student, draw) -> None:
    """Have it trained, and demand the accuracy; a run that just misses it is repeated once."""
    for _ in range(TRIES):
        values, test, case = _run(student, draw)
        seconds = student.seconds
        accuracy = share(values["answers"], test.renamed)
        if not ACCURACY - NEARLY <= accuracy < ACCURACY:
            break
    student.detail = f"{accuracy:.2%} of the test set"
    if accuracy < ACCURACY:
        _refuse(student, case, values, test, accuracy)
    epochs = seconds / _seconds_of_a_tutorial_epoch(student)
    student.detail += f", in {epochs:.2f} {UNIT}"
    student.record(epochs, UNIT)


def _seconds_of_a_tutorial_epoch(student) -> float:
    """How long an epoch of the tutorial's training takes just now, beside no submission, in seconds."""
    root = student.data_root
    case = Case("an epoch of the tutorial's training", {"root": str(root)})
    return student.run_own(case, "tutorial_epoch", THREADS, (root,))["seconds"]


def _run(student, draw) -> tuple[dict, TestSet, Case]:
    """What came back of one race, the test set, and the call.

    Raises:
        Verdict: the student's code raised, the process died, or what came back is no network, or none for ten digits.
    """
    with tempfile.TemporaryDirectory(prefix="digits-", dir=student.scratch) as root:
        test = write_renamed(student.data_root, Path(root), None, draw)
        case = Case(CALLED, {"root": root, "sample": SAMPLE})
        reply = student.run([case], threads=THREADS, readable=(Path(root),))[0]
    if reply.error:
        student.not_started_or_blocked(reply.error)
        raise student.crashed(reply.error, case)
    kind = reply.value.get("kind")
    if kind != "Module":
        text = f"Called    race(root, device)\nGot       {describe(kind) if not isinstance(kind, str) else kind}\nExpected  a torch.nn.Module"
        raise Verdict(FAILED, student.message(text))
    rows = {"answers": len(test.true), **{name: min(SAMPLE, len(test.true)) for name in OTHER_WAYS}}
    demand_answers(student, CALLED, reply.value, rows)
    return reply.value, test, case


def _refuse(student, case: Case, values: dict, test: TestSet, accuracy: float) -> None:
    """Raise the verdict on a network that reads too little, with what its answers show."""
    labels = test.renamed[:SAMPLE]
    own = share(values["answers"][:SAMPLE], labels)
    found = {
        WHAT: accuracy,
        FINITE: bool(values["answers"].double().isfinite().all()),
        MORE_OF_BYTES: share(values["of pixels in [0, 255]"], labels) - own,
        MORE_IN_TRAINING: share(values["in training mode"], labels) - own,
    }
    mistake = next(each for each in MISTAKES if each.when([Reply(found, None)], [case]))
    text = (
        f"Called    {case.called}\nGot       {WHAT}: {accuracy:.2%}\nExpected  {WHAT}: at least {ACCURACY:.0%}\n"
        f"Why       {mistake.because}"
    )
    raise Verdict(FAILED, student.message(text), mistake.slug, mistake.hint)
