"""3.3 train_step: clear, predict, loss, backward, step.

Two steps each, with gradients of an earlier batch planted, on plain and batch-normed nets, for two losses.
"""

from collections.abc import Callable

import torch

from coursekit.judge.compare import same
from coursekit.judge.mistakes import Case, Mistake, Raises, Reply
from coursekit.kit.numbers import kept_as
from coursekit.kit.rules import Rule, counts, losses_rounded, observed, raises
from grader.checks import hints
from grader.checks.on_digits import judge_on_digits
from grader.checks.sgd import PlainSGD
from grader.checks.steps import Steps, clipped_in_length, clipped_in_value, factor, same_length
from grader.given.losses import LOSSES
from grader.given.nets import build_net, draw_weights, gradients_of, state_of


def cases(draw) -> list[Case]:
    """Two nets and two losses; the two batches of a case differ in size."""
    cases = []
    for net, loss, sizes in [
        ("linear", "nll_loss", (5, 3)),
        ("normed", "squared_loss", (6, 2)),
        ("linear", "squared_loss", (1, 4)),
    ]:
        weights = draw_weights(net, draw)
        inputs = {
            "net": net,
            "weights": weights,
            "training": True,
            "stale": {name: draw.normal(*value.shape) for name, value in weights.items() if value.is_floating_point()},
            # Where a step is long a small one, or the weights grow so large that their rounding shows.
            "learning_rate": draw.number(0.05, 0.2) / (4 if sizes[0] == 1 else 1),
            "momentum": draw.number(0.3, 0.9),
            "loss": loss,
            "batches": [(draw.normal(size, 1, 4, 4), draw.labels(size)) for size in sizes],
        }
        if sizes[0] == 1:
            _make_unlikely(inputs)
        if net == "linear" and loss == "nll_loss":
            _make_one_right(inputs)
        inputs["stale"] = {name: value for name, value in inputs["stale"].items() if "running" not in name}
        cases.append(
            Case(f"train_step(model, {loss}, optimizer, images, labels), batches of {sizes[0]} and {sizes[1]}", inputs)
        )
    return cases


def _make_unlikely(inputs: dict) -> None:
    """Give the first batch the label that its net thinks least likely: a long gradient, for whoever cuts long ones."""
    images, labels = inputs["batches"][0]
    with torch.no_grad():
        unlikely = build_net(inputs["net"], inputs["weights"])(2 * images).argmin(dim=1)
    inputs["batches"][0] = (2 * images, unlikely)


def _make_one_right(inputs: dict) -> None:
    """Give the first image the label that its net reads: so an accuracy is not 0, which may be returned for other reasons."""
    images, labels = inputs["batches"][0]
    with torch.no_grad():
        labels[0] = build_net(inputs["net"], inputs["weights"])(images[:1]).argmax()


def expected(
    net, weights, training, stale, learning_rate, momentum, loss, batches, clear="first", backward=True, step="after",
    after=False, tensor=False, usual_loss=False, times_size=False, steps=1, reached=True, loss_of="log-probabilities",
    accuracy=False,
) -> dict | Raises:  # fmt: skip
    """Clear, predict, loss, backward, step; the loss before the update."""
    model = build_net(net, weights).train(training)
    optimizer = PlainSGD(model, learning_rate, momentum)
    loss_fn = LOSSES["nll_loss" if usual_loss else loss]
    for name, parameter in model.named_parameters():
        parameter.grad = stale[name].clone()
    losses, states = [], []
    for images, labels in batches:
        if clear == "first":
            optimizer.zero_grad()
        log_probs = model(images)
        batch_loss = loss_fn(log_probs.exp() if loss_of == "probabilities" else log_probs, labels)
        if step == "before backward":
            if net == "normed" and backward and reached and _has_gradients(model):
                return Raises("RuntimeError")  # the step changes weights in place that backward needs as they were
            optimizer.step()
        if backward and reached:
            batch_loss.backward()
        if clear == "between":
            optimizer.zero_grad()
        for _ in range(steps if step == "after" else 0):
            optimizer.step()
        if clear == "last":
            optimizer.zero_grad()
        with torch.no_grad():
            value = loss_fn(model(images), labels) if after else batch_loss.detach()
            value = (log_probs.argmax(dim=1) == labels).float().mean() if accuracy else value
        losses.append(_returned(value * len(images) if times_size else value, tensor))
        states.append(state_of(model))
    # Batch norm's statistics depend on how often the net was called, which is the student's business.
    weights_after = [
        {k: v for k, v in state.items() if "running" not in k and "num_batches" not in k} for state in states
    ]
    values = {RETURNED: losses, "the weights after each step": weights_after}
    if not backward or not reached or step != "after" or clear != "first" or steps != 1:
        values["_gradients"] = gradients_of(model)
        values["_backward_calls"] = [int(backward)] * len(batches)
        values["_backward_passes"] = [int(backward and reached)] * len(batches)
        values["_optimizer_steps"] = [steps if step else 0] * len(batches)
    return values


def afterwards(student, draw) -> None:
    """On one batch of digits, over and over, the loss must fall."""
    judge_on_digits(student, draw, "train_step_repeated")


def _has_gradients(model) -> bool:
    return any(parameter.grad is not None for parameter in model.parameters())


def _returned(value: torch.Tensor, tensor):
    if tensor == "none":
        return None
    if tensor == "numpy":
        return kept_as("numpy", value.item())
    return value if tensor else value.item()


RETURNED, CHANGED = "the returned losses", "_changed_otherwise"
CALLS, PASSES, STEPS, OTHER_STEPS = "_backward_calls", "_backward_passes", "_optimizer_steps", "_other_steps"


def _one_of_each(reply: Reply) -> bool:
    """Whether one backward pass reached the net in each call, and the optimiser took one step, with its learning rate."""
    ones = [counts(reply, name) for name in (PASSES, STEPS)]
    return all(each and set(each) == {1} for each in ones) and counts(reply, OTHER_STEPS) == [0] * len(ones[0])


def _sometimes_without_a_step(replies: list[Reply], cases: list[Case]) -> bool:
    """The optimiser took its step in some calls, and in others it took none, nor did another optimiser."""
    steps = [counts(reply, STEPS) for reply in replies]
    others = [counts(reply, OTHER_STEPS) for reply in replies]
    if None in steps or None in others or any(map(sum, others)):
        return False
    return {0, 1} <= {each for listed in steps for each in listed}


def _another_optimizer(replies: list[Reply], cases: list[Case]) -> bool:
    """Each call ended with the step of an optimiser that is not the one that was given; that one took none."""
    steps, others = [counts(reply, STEPS) for reply in replies], [counts(reply, OTHER_STEPS) for reply in replies]
    if None in steps or None in others:
        return False
    return not any(map(sum, steps)) and all(listed and min(listed) > 0 for listed in others)


def _moved_by_hand(replies: list[Reply], cases: list[Case]) -> bool:
    """No optimiser took a step, and the weights moved in each case."""
    steps, others = [counts(reply, STEPS) for reply in replies], [counts(reply, OTHER_STEPS) for reply in replies]
    if None in steps or None in others or any(map(sum, steps + others)):
        return False
    states = [_first_state(reply, case) for reply, case in zip(replies, cases, strict=True)]
    return all(
        state and any(not new.equal(case.inputs["weights"][name]) for name, new in state.items())
        for state, case in zip(states, cases, strict=True)
    )


def _backward_more_than_once(replies: list[Reply], cases: list[Case]) -> bool:
    """Without an exception, more than one backward pass reached the net in each call."""
    passes = [counts(reply, PASSES) for reply in replies]
    return None not in passes and all(listed and min(listed) > 1 for listed in passes)


def _returned_and_right(reply: Reply, case: Case) -> list[tuple[object, float]]:
    """Each loss that came back, with the right one."""
    losses = reply.value.get(RETURNED) if isinstance(reply.value, dict) else None
    right = expected(**case.inputs)[RETURNED]
    return list(zip(losses, right, strict=True)) if isinstance(losses, list) and len(losses) == len(right) else []


def _changed_before(replies: list[Reply], cases: list[Case]) -> bool:
    """In each call, the weights changed before the model ran in training mode, though no optimiser took a step."""
    changed = [counts(reply, CHANGED) for reply in replies]
    return None not in changed and all(listed and min(listed) > 0 for listed in changed)


def _first_state(reply: Reply, case: Case) -> dict[str, torch.Tensor] | None:
    """The parameters after the first call; None where the reply does not have them."""
    states = reply.value.get("the weights after each step") if isinstance(reply.value, dict) else None
    state = states[0] if isinstance(states, list) and states else None
    names = case.inputs["stale"]
    if not isinstance(state, dict) or not all(isinstance(state.get(name), torch.Tensor) for name in names):
        return None
    weights = case.inputs["weights"]
    return {name: state[name] for name in names} if all(state[n].shape == weights[n].shape for n in names) else None


def _taken(reply: Reply, case: Case) -> Steps:
    """Of the first call: what was subtracted from each parameter, by learning rate, and its gradient; [] if not known."""
    state = _first_state(reply, case) if _one_of_each(reply) else None
    rate, weights = case.inputs["learning_rate"], case.inputs["weights"]
    if state is None or not same(reply.value.get("_learning_rate"), rate):
        return []
    net = build_net(case.inputs["net"], weights).train(case.inputs["training"])
    images, labels = case.inputs["batches"][0]
    LOSSES[case.inputs["loss"]](net(images), labels).backward()
    return [
        ((weights[name].double() - state[name].double()) / rate, value.grad.double())
        for name, value in net.named_parameters()
    ]


def _steps(test: Callable[[list[Steps]], bool]) -> Rule:
    """The test holds of the first step of each case, taken after one backward pass; False where some case has none."""

    def when(replies: list[Reply], cases: list[Case]) -> bool:
        taken = [_taken(reply, case) for reply, case in zip(replies, cases, strict=True)]
        return all(taken) and test([_together(steps) for steps in taken])

    when.__doc__ = f"One backward pass and one step in each call. {test.__doc__}"
    return when


def _together(steps: Steps) -> tuple[torch.Tensor, torch.Tensor]:
    """The steps of all parameters as one, along all of their gradients."""
    return tuple(torch.cat([pair[index].flatten() for pair in steps]) for index in (0, 1))


def _rate_changed(replies: list[Reply], cases: list[Case]) -> bool:
    """The learning rate of the optimiser that was given is another one after the calls."""
    rates = [reply.value.get("_learning_rate") if isinstance(reply.value, dict) else None for reply in replies]
    return all(
        isinstance(rate, float) and not same(rate, case.inputs["learning_rate"])
        for rate, case in zip(rates, cases, strict=True)
    )


def _scaled(steps: Steps) -> bool:
    """In each case, all weights moved by the same multiple of what they should, which is not 0, and in some case not 1."""
    factors = [factor([pair]) for pair in steps]
    cut = clipped_in_length(steps) or same_length(steps)
    if cut or None in factors or min(map(abs, factors)) < 1e-6:
        return False
    return any(abs(each - 1) > 0.01 for each in factors)


def _clipped(steps: Steps) -> bool:
    """Long gradients, or the large numbers in them, were cut to one size, and the others left as they are."""
    return clipped_in_length(steps) or same_length(steps) or clipped_in_value(steps)


WEIGHTS = "the weights after each step"
LOSSES_RETURNED = "the returned losses"
FOLLOWS = (WEIGHTS, LOSSES_RETURNED, "_gradients", CALLS, PASSES, STEPS)


def _where_the_mode_matters(inputs: dict) -> tuple[str, ...]:
    """In evaluation mode all is otherwise in a net with batch norm, and nothing in one of linear layers."""
    return FOLLOWS if inputs["net"] == "normed" else ()


MISTAKES = [
    Mistake(
        "missing-zero-grad",
        "The gradients of the previous batch are never cleared, so this batch's are added to them.",
        {"clear": None},
    ),
    Mistake(
        "zero-grad-after-step",
        "The gradients are cleared at the end, so the first batch still steps on what was there before. Clear them first.",
        {"clear": "last"},
    ),
    Mistake(
        "zero-grad-before-step",
        "The gradients are cleared between backward and step, so the optimiser finds none. Clear them first.",
        {"clear": "between"},
    ),
    Mistake(
        "missing-backward",
        "backward was never called, and it is what computes the gradients.",
        {"backward": False},
    ),
    Mistake(
        "graph-cut",
        "A backward pass ran, but its way back does not reach the model. Did it begin at a new tensor, made of the loss's number alone?",
        {"reached": False},
        hint="backward goes back along everything that was done to a tensor. One that was just made has nothing behind it.",
    ),
    Mistake(
        "missing-step",
        "The optimiser never took its step, and only that moves the weights.",
        {"step": None},
    ),
    Mistake(
        "step-before-backward",
        "The optimiser steps before backward has computed this batch's gradients. Turn the two around.",
        {"step": "before backward"},
    ),
    Mistake(
        "loss-after-update",
        "The weights are right, but the loss was computed again after the step. Return the loss from before it.",
        {"after": True},
        hint="The loss that backward began at is the one that is asked for. It is there already.",
    ),
    Mistake(
        "tensor-returned",
        "The value is right, but it is still a tensor, and holds on to the whole graph. Make a float of it with .item().",
        {"tensor": True},
        hint=hints.NUMBER,
    ),
    Mistake(
        "numpy-number-returned",
        "The value is right, but it is NumPy's own, which is no Python float. Make a float of it.",
        {"tensor": "numpy"},
        hint=hints.PYTHONS,
    ),
    Mistake(
        "nothing-returned",
        "The training is right, but nothing is returned. Return the loss as a float.",
        {"tensor": "none"},
        hint=hints.RETURN,
    ),
    Mistake(
        "loss-fn-ignored",
        "The numbers are those of nll_loss, whatever loss_fn says. Call the function that you are given.",
        {"usual_loss": True},
        hint=hints.GIVEN,
    ),
    Mistake(
        "loss-times-batch-size",
        "The loss is multiplied by the number of examples. loss_fn gives the mean, and the mean is asked for.",
        {"times_size": True},
        hint="A mean is the price of one example, a sum that of the whole batch. Which one does the docstring ask for?",
    ),
    Mistake(
        "softmax-before-loss",
        "The loss was computed from probabilities. loss_fn wants the model's answer as it is, log-probabilities.",
        {"loss_of": "probabilities"},
        hint="exp() and softmax() make probabilities of log-probabilities. Where does the loss get its numbers from?",
    ),
    Mistake(
        "accuracy-for-loss",
        "What comes back is the share of right answers in the batch. Return its loss, as a float.",
        {"accuracy": True},
        hint="The loss is what loss_fn gave, before backward and step.",
    ),
    Mistake(
        "rounded",
        "The losses were rounded. Return them as they are; only what is printed need be short.",
        when=losses_rounded(_returned_and_right),
        hint=hints.PLACES,
    ),
    Mistake(
        "two-steps",
        "The optimiser steps twice for each batch.",
        {"steps": 2},
        hint="Count the calls of step on the way through one batch.",
    ),
    Mistake(
        "only-predicts",
        "The loss is right, but nothing is learnt: clear the gradients, then backward, then step.",
        {"clear": None, "backward": False, "step": None},
    ),
    Mistake(
        "weights-changed-otherwise",
        "The weights changed before the model ran, though no optimiser took a step. Are they set anew, by reset_parameters() perhaps, or by hand?",
        when=_changed_before,
        hint="Every step begins at the weights that the one before has left. Which line of yours gives them other values?",
    ),
    Mistake(
        "gradients-not-recorded",
        "Nothing recorded how the loss came about, so backward has nothing to go back through. Is there a no_grad or a detach?",
        when=raises("RuntimeError", "does not require grad"),
        hint="Which line of yours tells autograd to look away, or makes a tensor without a past?",
    ),
    Mistake(
        "item-before-backward",
        "backward belongs to the loss as a tensor. Call .item() only at the very end.",
        when=raises("AttributeError", "'float' object has no attribute 'backward'"),
        hint="A float is a number and no more: it does not know how it came about.",
    ),
    Mistake(
        "backward-twice",
        "backward is called twice on the same loss. Once is enough.",
        when=raises("RuntimeError", "backward through the graph a second time"),
        hint="Count the calls of backward on the way through one batch.",
    ),
    Mistake(
        "backward-more-than-once",
        "In each call, more than one backward pass reached the model. Their gradients add up: one is enough.",
        when=_backward_more_than_once,
        hint="Count the calls of backward on the way through one batch.",
    ),
    Mistake(
        "steps-not-every-time",
        "The optimiser steps in some calls, and not in others. Each call trains on one batch, and ends with one step.",
        when=_sometimes_without_a_step,
        hint="Under what condition does your step run? It should run under none.",
    ),
    Mistake(
        "another-optimizer",
        "The step was taken by another optimiser than the one that was given. That one remembers the last steps: use it.",
        when=_another_optimizer,
        explains=(WEIGHTS,),
        follows=FOLLOWS,
        hint=hints.OWN_OPTIMIZER,
    ),
    Mistake(
        "optimizer-not-used",
        "The weights moved, but the optimiser took no step. Leave it to the optimiser, which adds its momentum.",
        when=_moved_by_hand,
        explains=(WEIGHTS,),
        follows=FOLLOWS,
        hint="The optimiser knows the parameters, the learning rate and the momentum. One of its methods does the rest.",
    ),
    Mistake(
        "loss-scaled",
        "All weights move by the same multiple of what they should. Is the loss multiplied or divided before backward?",
        when=_steps(_scaled),
        explains=(WEIGHTS,),
        follows=FOLLOWS,
        hint="Where backward begins, there should be just what loss_fn gave.",
    ),
    Mistake(
        "gradient-clipped",
        "Large gradients are cut before the step. The optimiser should get them as backward leaves them.",
        when=_steps(_clipped),
        explains=(WEIGHTS,),
        follows=FOLLOWS,
        hint="Between backward and step there is nothing left to be done.",
    ),
    Mistake(
        "learning-rate-changed",
        "The optimiser's learning rate is another one than before the call. A training step leaves it as it is.",
        when=_rate_changed,
        explains=("_learning_rate",),
        follows=FOLLOWS,
        hint=hints.RATE,
    ),
    Mistake(
        "eval-mode-for-training",
        "train_step left the model in evaluation mode, in which its layers do not train as they should. Leave the mode alone.",
        when=observed("_training_mode", lambda mode: mode is False),
        explains=("_training_mode",),
        follows=_where_the_mode_matters,
        hint="Whoever calls train_step has set the mode already.",
    ),
]
