"""Stage 3: expected observations, and what they would be with a mistake switched on."""

import torch

from ..given import LOSSES, Batches, build_net, gradients_of, state_of
from ..judge.compare import Meets, exactly
from .sgd import PlainSGD


def gradient_descent_step(
    values, gradients, learning_rate, as_iterator, sign=-1.0, rate=True, rebind=False, clear=False, without=None,
    need_list=False, first_only=False,
) -> dict:  # fmt: skip
    """W ← W − lr·∇W for each parameter that has a gradient."""
    if isinstance(without, Exception) and any(gradient is None for gradient in gradients):
        raise without
    if need_list and as_iterator:
        raise TypeError("'list_iterator' object is not subscriptable")
    step = sign * (learning_rate if rate else 1.0)
    pairs = list(zip(values, gradients, strict=True))
    moved = [value if gradient is None else value + step * gradient for value, gradient in pairs]
    reached = 1 if first_only else len(values)
    if without == "stop":
        reached = next((index for index, gradient in enumerate(gradients) if gradient is None), reached)
    moved[reached:] = values[reached:]
    gone = Meets(
        "no gradients",
        lambda got: all(gradient is None or not gradient.any() for gradient in got),
        example=[None] * len(values),
    )
    return {
        "the parameters after the step": values if rebind else moved,
        "the gradients after the step": gone if clear else gradients,
        "whether autograd recorded the step": False,
    }


def build_optimizer(
    net, weights, frozen, arguments, steps, gradients, rate_ignored=False, momentum_ignored=False, only=None,
    swapped=False,
) -> dict:  # fmt: skip
    """SGD over all parameters: two steps on given gradients."""
    model = build_net(net, weights)
    rate, momentum = arguments.get("learning_rate", 0.01), arguments.get("momentum", 0.5)
    if swapped:
        rate, momentum = momentum, rate
    rate, momentum = (0.01 if rate_ignored else rate), (0.0 if momentum_ignored == "zero" else momentum)
    momentum = 0.5 if momentum_ignored == "default" else momentum
    names = [name for name, _ in model.named_parameters()]
    if frozen:
        next(model.parameters()).requires_grad_(False)
    held = {"weights": [n for n in names if n.endswith("weight")], "first": names[:2], "last": names[-2:], None: names}[
        only
    ]
    optimizer = PlainSGD(model, rate, momentum)
    for _ in range(steps):
        for name, parameter in model.named_parameters():
            given = parameter.requires_grad and name in held
            parameter.grad = gradients[name].clone() if given else None
        optimizer.step()
    listed = (
        Meets(f"all of the model's: {names}", lambda got: set(names[frozen:]) <= set(got), example=names)
        if held == names
        else sorted(held)
    )
    return {
        "the kind of the optimiser": exactly("SGD"),
        "the parameters that it updates": listed,
        "the weights after two steps": state_of(model),
    }


def train_step(
    net, weights, training, stale, learning_rate, momentum, loss, batches, clear="first", backward=True, step="after",
    after=False, tensor=False, usual_loss=False, times_size=False, steps=1,
) -> dict:  # fmt: skip
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
        batch_loss = loss_fn(model(images), labels)
        if step == "before backward":
            optimizer.step()
        if backward:
            batch_loss.backward()
        if clear == "between":
            optimizer.zero_grad()
        for _ in range(steps if step == "after" else 0):
            optimizer.step()
        if clear == "last":
            optimizer.zero_grad()
        with torch.no_grad():
            value = loss_fn(model(images), labels) if after else batch_loss.detach()
        losses.append(_returned(value * len(images) if times_size else value, tensor))
        states.append(state_of(model))
    # Batch norm's statistics depend on how often the net was called, which is the student's business.
    weights_after = [
        {k: v for k, v in state.items() if "running" not in k and "num_batches" not in k} for state in states
    ]
    values = {"the returned losses": losses, "the weights after each step": weights_after}
    if not backward or step != "after" or clear != "first":
        values["_gradients"] = gradients_of(model)
        values["_backward_passes"] = len(batches) if backward else 0
        values["_optimizer_steps"] = len(batches) if step else 0
    return values


def _returned(value: torch.Tensor, tensor):
    if tensor == "none":
        return None
    return value if tensor else value.item()


def train_epoch(
    net, weights, training, learning_rate, momentum, loss, images, labels, batch_size, log_every,
    train_mode=True, count="before", unit="examples", offset=0, log_all=False, stop_after=None, ignore_every=False,
    moved=True, dropped_last=False, first_logged=True, entry="pair", trained=True,
) -> dict:  # fmt: skip
    """Training mode; every batch once, in order; a log of (examples seen before the batch, its loss)."""
    model = build_net(net, weights).train({True: True, None: training, False: False}[train_mode])
    optimizer = PlainSGD(model, learning_rate, momentum)
    every = 100 if log_every is None or ignore_every else log_every
    log, sizes, losses, seen = [], [], [], 0
    loader = list(Batches(images, labels, batch_size))
    for batch, (batch_images, batch_labels) in enumerate(loader[:-1] if dropped_last else loader):
        optimizer.zero_grad()
        batch_loss = LOSSES[loss](model(batch_images), batch_labels)
        batch_loss.backward()
        if trained:
            optimizer.step()
        sizes.append(len(batch_images))
        losses.append(batch_loss.item())
        size = {"examples": len(batch_images), "batches": 1, "64": 64}.get(unit, 0)
        if count == "after":
            seen += size
        if (log_all or batch % every == offset % every) and (first_logged or batch > 0):
            log.append(_entry(entry, batch * len(batch_images) if unit == "times this batch" else seen, losses))
        if count == "before":
            seen += size
        if stop_after is not None and len(sizes) == stop_after:
            break
    return {
        "the batch sizes that the model saw": sizes,
        "the modes in which the model ran": exactly(_mode(model) if sizes else "none"),
        "the log": None if entry == "none" else log,
        "the weights after the epoch": {name: value.detach() for name, value in model.named_parameters()},
        "whether every batch was moved to the device": moved,
    }


def _mode(model) -> str:
    return "training mode" if model.training else "evaluation mode"


def _entry(kind: str, seen: int, losses: list[float]):
    mean = sum(losses) / len(losses)
    return {"swapped": (losses[-1], seen), "loss alone": losses[-1], "mean so far": (seen, mean)}.get(
        kind, (seen, losses[-1])
    )
