"""4.2 fit: runs of two, three (the default) and one epochs: the whole history, and the weights at the end."""

import torch

from coursekit.judge.compare import Meets, same
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import MOST, observed
from grader.checks import hints
from grader.checks.sgd import PlainSGD
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, draw_weights, state_of

HISTORY = Meets("a History with its five lists", lambda got: got == "a History", example="a History")


def cases(draw) -> list[Case]:
    """In the run of three epochs the last one is not the best, neither by its loss nor by its accuracy."""
    drawn = []
    for n_epochs, train_count, test_count, batch_size, loss, rate in [
        (2, 17, 7, 3, "squared_loss", (0.005, 0.01)),
        (None, 13, 12, 4, "nll_loss", (0.05, 0.08)),
        (1, 459, 31, 2, "nll_loss", (0.03, 0.08)),  # so many batches that log_every matters
    ]:
        inputs = {
            "net": "linear",
            "weights": draw_weights("linear", draw),
            "learning_rate": draw.number(*rate),
            "momentum": draw.number(0.3, 0.7),
            "loss": loss,
            "train": (draw.normal(train_count, 1, 4, 4), draw.labels(train_count)),
            "batch_size": batch_size,
            "n_epochs": n_epochs,
        }
        inputs["test"] = _test_set(inputs, test_count, draw)
        option = "" if n_epochs is None else f", n_epochs={n_epochs}"
        called = f"fit(model, {loss}, optimizer, train_loader, test_loader, device{option})"
        drawn.append(Case(f"{called} with {train_count} training examples", inputs))
    return drawn


def _test_set(inputs: dict, count: int, draw) -> tuple[torch.Tensor, torch.Tensor]:
    """Test images of which some are always read right, so that there is a best epoch.

    In the run of three epochs most labels are those that the untrained model reads: training makes it worse on these.
    """
    gets_worse = inputs["n_epochs"] is None
    while True:
        images, labels = draw.normal(count, 1, 4, 4), draw.labels(count)
        with torch.no_grad():
            read = build_net(inputs["net"], inputs["weights"])(images).argmax(dim=1)
        share = count * 3 // 4 if gets_worse else count // 4
        labels[:share] = read[:share]
        tests = expected(**inputs, test=(images, labels))
        losses, accuracies = tests["history.test_loss"][1:], tests["history.test_accuracy"][1:]
        worse = min(losses) < losses[-1] - 0.01 and max(accuracies) > accuracies[-1]
        if min(accuracies) > 0 and (worse or not gets_worse):
            return images, labels


def expected(
    net, weights, learning_rate, momentum, loss, train, test, batch_size, n_epochs, first=True, epochs_off=0,
    epochs_ignored=False, trained_on="train", evaluated_on="test", restarts=False, unit="examples", at_end=False,
    before_epoch=False, late=False, swapped=False, logged=True, nothing=False, usual_loss=False, put_back=None,
    only_first=False, turned=False, epochs_counted=False,
) -> dict:  # fmt: skip
    """Evaluate, then train and evaluate once per epoch."""
    model = build_net(net, weights)
    optimizer, loss_fn = PlainSGD(model, learning_rate, momentum), LOSSES["nll_loss" if usual_loss else loss]
    sets = {"train": train, "test": test}
    epochs = max(0, (3 if n_epochs is None or epochs_ignored else n_epochs) + epochs_off)
    loader = Batches(*train, batch_size)
    per_epoch = len(loader.dataset) if unit == "examples" else len(loader)
    tests = [(0, *_measure(model, loss_fn, *sets[evaluated_on]))] if first else []
    train_log, states = [], [(_measure(model, loss_fn, *sets[evaluated_on]), state_of(model))]
    for epoch in range(epochs):
        before, after = epoch * per_epoch, (epoch + 1) * per_epoch
        measured = _measure(model, loss_fn, *sets[evaluated_on])
        log = _train_epoch(model, loss_fn, optimizer, Batches(*sets[trained_on], batch_size))
        log = [pair[::-1] for pair in log] if turned else log
        train_log += [(seen + (0 if restarts else before), value) for seen, value in log]
        measured = measured if before_epoch else _measure(model, loss_fn, *sets[evaluated_on])
        if not only_first and (not at_end or epoch == epochs - 1):
            tests.append((epoch + 1 if epochs_counted else before if late else after, *measured))
        states.append((measured, state_of(model)))
    values = {
        "train_seen": [seen for seen, _ in train_log] if logged else [],
        "train_loss": [value for _, value in train_log] if logged else [],
        "test_seen": [seen for seen, _, _ in tests],
        "test_loss": [row[2 if swapped else 1] for row in tests],
        "test_accuracy": [row[1 if swapped else 2] for row in tests],
    }
    lists = {f"history.{name}": None if nothing else value for name, value in values.items()}
    final = _best(states, *put_back) if put_back else state_of(model)
    return {"what was returned": None if nothing else HISTORY, **lists, "the weights after the run": final}


def _best(states: list[tuple[tuple[float, float], dict]], by: str, untrained_too: bool) -> dict:
    """The weights of the first epoch with the best "loss" or "accuracy"; before the first one the model is untrained."""
    measure = {"loss": lambda pair: -pair[0], "accuracy": lambda pair: pair[1]}[by]
    candidates = states if untrained_too or len(states) == 1 else states[1:]
    return max(candidates, key=lambda each: measure(each[0]))[1]


@torch.no_grad()
def _measure(model, loss_fn, images: torch.Tensor, labels: torch.Tensor) -> tuple[float, float]:
    log_probs = model(images)
    return loss_fn(log_probs, labels).item(), (log_probs.argmax(dim=1) == labels).double().mean().item()


def _train_epoch(model, loss_fn, optimizer, loader) -> list[tuple[int, float]]:
    log, seen = [], 0
    for batch, (images, labels) in enumerate(loader):
        optimizer.zero_grad()
        loss = loss_fn(model(images), labels)
        loss.backward()
        optimizer.step()
        if batch % 100 == 0:
            log.append((seen, loss.item()))
        seen += len(images)
    return log


def _rate_changed(replies: list[Reply], cases: list[Case]) -> bool:
    """Whether the optimizer has another learning rate than it came with."""
    rates = [
        reply.value.get("_learning rate afterwards") if isinstance(reply.value, dict) else None for reply in replies
    ]
    pairs = zip(rates, cases, strict=True)
    return any(isinstance(rate, float) and not same(rate, case.inputs["learning_rate"]) for rate, case in pairs)


def _another_optimizer(replies: list[Reply], cases: list[Case]) -> bool:
    """Whether the model was trained, and never with the optimizer that was given."""
    return all(map(_trained_without, replies, cases))


def _trained_without(reply: Reply, case: Case) -> bool:
    value = reply.value if isinstance(reply.value, dict) else {}
    after, steps = value.get("the weights after the run"), value.get("_steps of the optimizer")
    return isinstance(after, dict) and isinstance(steps, int) and steps == 0 and not same(after, case.inputs["weights"])


def _log_appended_whole(replies: list[Reply], cases: list[Case]) -> bool:
    """In each call, an entry of train_seen or train_loss is a list or a pair."""
    return all(
        any(_has_lists(reply.value.get(f"history.{name}")) for name in ("train_seen", "train_loss"))
        for reply in replies
        if isinstance(reply.value, dict)
    ) and all(isinstance(reply.value, dict) for reply in replies)


def _has_lists(got) -> bool:
    return isinstance(got, list) and any(isinstance(each, list | tuple) for each in got[:MOST])


BEST = "The weights are those of the best epoch. After the run the model should have those of the last one."

TRAINED = ("the weights after the run", "history.train_loss", "history.test_loss", "history.test_accuracy")

MISTAKES = [
    *(
        Mistake(
            "best-weights-put-back",
            BEST,
            {"put_back": (by, untrained_too)},
            hint="Choosing the best epoch by the test set would be learning from it. Keep what the last one gave.",
        )
        for by in ("loss", "accuracy")
        for untrained_too in (False, True)
    ),
    Mistake(
        "learning-rate-changed",
        "The optimizer has another learning rate after the run than before it. fit leaves that alone: no schedule.",
        when=_rate_changed,
        explains=("_learning rate afterwards",),
        follows=TRAINED,
        hint=hints.RATE,
    ),
    Mistake(
        "another-optimizer",
        "The model was trained, but the optimizer that fit was given never made a step. Is another one made inside?",
        when=_another_optimizer,
        explains=("_steps of the optimizer",),
        follows=TRAINED,
        hint=hints.OWN_OPTIMIZER,
    ),
    Mistake(
        "missing-first-evaluation",
        "The evaluation before training is missing: the test lists begin with the untrained model.",
        {"first": False},
    ),
    Mistake(
        "one-epoch-too-few",
        "There is one epoch too few.",
        {"epochs_off": -1},
        hint="range(3) goes from 0 to 2, and that is three rounds.",
    ),
    Mistake(
        "one-epoch-too-many",
        "There is one epoch too many.",
        {"epochs_off": 1},
        hint="range(3) goes from 0 to 2, and that is three rounds.",
    ),
    Mistake(
        "n-epochs-ignored",
        "There are always 3 epochs, whatever n_epochs says.",
        {"epochs_ignored": True},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "training-set-evaluated",
        "The model is measured on the training set. How good is it on images that it never saw?",
        {"evaluated_on": "train"},
        hint="Two loaders come in. Which one is for learning, and which one for the exam?",
    ),
    Mistake(
        "trained-on-test-set",
        "The model is trained on the test set, so its test accuracy says nothing any more.",
        {"trained_on": "test"},
        hint="Two loaders come in. Which one is for learning, and which one for the exam?",
    ),
    Mistake(
        "loaders-swapped",
        "The two loaders have changed places: this trains on the test set and measures on the training set.",
        {"trained_on": "test", "evaluated_on": "train"},
        hint="Two loaders come in. Which one is for learning, and which one for the exam?",
    ),
    Mistake(
        "seen-restarts",
        "train_seen begins at 0 again in every epoch. Add the examples of the epochs before.",
        {"restarts": True},
        hint="After one epoch all training examples have been seen once, after two epochs twice.",
    ),
    Mistake(
        "batches-counted",
        "The examples of an epoch are counted in batches. len(loader.dataset) is the number of examples.",
        {"unit": "batches"},
        hint="len of a loader is its number of batches. What is it that a data set's len says?",
    ),
    Mistake(
        "evaluates-only-at-the-end",
        "After training there is one evaluation only. There should be one after every epoch.",
        {"at_end": True},
    ),
    Mistake(
        "never-evaluated-again",
        "The test lists hold the measurement before training alone. Measure after every epoch too, and record it.",
        {"only_first": True},
        hint="What is to happen after every epoch stands inside the loop over the epochs, below the training.",
    ),
    Mistake(
        "log-pair-swapped",
        "The losses went to train_seen, and the numbers of examples to train_loss. In each pair of the log, the examples come first.",
        {"turned": True},
        hint=hints.TURNED,
    ),
    Mistake(
        "epochs-counted",
        "test_seen counts epochs. It should count the training examples that were seen until then.",
        {"epochs_counted": True},
        hint="The test values are drawn over the same axis as the training losses, and that counts examples.",
    ),
    Mistake(
        "log-appended-whole",
        "A list or a pair stands in train_seen or train_loss as a single entry. Take the log apart, so that each entry is one number.",
        when=_log_appended_whole,
        hint="A log is a list of pairs. A loop over it gives one pair at a time, and two names take a pair apart.",
    ),
    Mistake(
        "weights-changed-otherwise",
        "The weights changed before the model ran, though no optimiser took a step. Are they set anew, by reset_parameters() perhaps, or by hand?",
        when=observed("_changed_otherwise", lambda times: type(times) is int and times > 0),
        hint="Every step begins at the weights that the one before has left. Which line of yours gives them other values?",
    ),
    Mistake(
        "evaluates-before-epoch",
        "In every epoch, the model is measured before it is trained. Train first.",
        {"before_epoch": True},
    ),
    Mistake(
        "test-seen-one-epoch-late",
        "test_seen is one epoch behind: after an epoch, its examples have been seen too.",
        {"late": True},
        hint="Before training 0 examples were seen; after the first epoch, how many?",
    ),
    Mistake(
        "loss-accuracy-swapped",
        "The losses are in test_accuracy and the accuracies in test_loss. evaluate returns the loss first.",
        {"swapped": True},
        hint=hints.TURNED,
    ),
    Mistake(
        "loss-fn-ignored",
        "The losses are those of nll_loss, whatever loss_fn says. Pass on the function that you are given.",
        {"usual_loss": True},
        hint=hints.GIVEN,
    ),
    Mistake(
        "training-log-lost",
        "The train lists are empty: train_epoch returns what belongs there.",
        {"logged": False},
        hint="A list of pairs can be taken apart in a for, pair by pair.",
    ),
    Mistake(
        "nothing-returned",
        "The run is right, but nothing is returned. Return the history.",
        {"nothing": True},
        hint=hints.RETURN,
    ),
]
