"""Stage 3, training: what each exercise must do."""

from grader.exercise_mark import exercise
from grader.given import draw_weights
from grader.judge.digits_check import judge_on_digits
from grader.judge.mistakes import Case
from grader.mistakes import stage3 as mistakes
from grader.simulate import stage3 as simulate


@exercise("3.1")
def test_gradient_descent_step(student, draw):
    """Moves each parameter that has a gradient by -lr times it, in place; parameters may come as an iterator."""
    cases = []
    for with_none, as_iterator in [(False, False), (True, False), (False, True)]:
        shapes = [(3, 2), (4,), (), (2, 1, 3)]
        values = [draw.normal(*shape) for shape in shapes]
        gradients = [draw.normal(*shape) for shape in shapes]
        gradients[1] = None if with_none else gradients[1]
        rate = draw.number(0.05, 0.9)
        called = f"gradient_descent_step(parameters, learning_rate={rate:.3f}) on four parameters"
        called += ", of which the second has no gradient" if with_none else ""
        called += ", given as an iterator" if as_iterator else ""
        inputs = {"values": values, "gradients": gradients, "learning_rate": rate, "as_iterator": as_iterator}
        cases.append(Case(called, inputs))
    student.judge("gradient_descent_step", cases, simulate.gradient_descent_step, mistakes.GRADIENT_DESCENT_STEP)


@exercise("3.2")
def test_build_optimizer(student, draw):
    """SGD over all parameters, with its arguments and with the defaults: seen by two steps on known gradients."""
    rate, momentum = draw.number(0.02, 0.2), draw.number(0.6, 0.95)
    cases = []
    for arguments in [{"learning_rate": rate, "momentum": momentum}, {}]:
        weights = draw_weights("normed", draw)
        gradients = {name: draw.normal(*value.shape) for name, value in weights.items() if value.is_floating_point()}
        written = ", ".join(["model", *(f"{name}={value:.3f}" for name, value in arguments.items())])
        inputs = {"net": "normed", "weights": weights, "arguments": arguments, "steps": 2, "gradients": gradients}
        cases.append(Case(f"build_optimizer({written})", {**inputs, "frozen": False}))
    student.judge("build_optimizer", cases, simulate.build_optimizer, mistakes.BUILD_OPTIMIZER)


@exercise("3.3")
def test_train_step(student, draw):
    """Two steps each, with gradients of an earlier batch planted, on plain and batch-normed nets, for two losses."""
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
            "learning_rate": draw.number(0.05, 0.2),
            "momentum": draw.number(0.3, 0.9),
            "loss": loss,
            "batches": [(draw.normal(size, 1, 4, 4), draw.labels(size)) for size in sizes],
        }
        inputs["stale"] = {name: value for name, value in inputs["stale"].items() if "running" not in name}
        cases.append(
            Case(f"train_step(model, {loss}, optimizer, images, labels), batches of {sizes[0]} and {sizes[1]}", inputs)
        )
    student.judge("train_step", cases, simulate.train_step, mistakes.TRAIN_STEP)
    judge_on_digits(student, draw, "train_step_repeated")


@exercise("3.4")
def test_train_epoch(student, draw):
    """One epoch in training mode over uneven batches: what the model saw, the log, the weights afterwards."""
    cases = []
    for net, count, batch_size, log_every, training in [
        ("normed", 14, 3, 3, False),
        ("linear", 7, 3, 1, True),  # batch norm cannot train on a single example
        ("normed", 5, 8, None, False),
    ]:
        inputs = {
            "net": net,
            "weights": draw_weights(net, draw),
            "training": training,
            "learning_rate": draw.number(0.05, 0.2),
            "momentum": draw.number(0.3, 0.9),
            "loss": draw.choice(["nll_loss", "squared_loss"]),
            "images": draw.normal(count, 1, 4, 4),
            "labels": draw.labels(count),
            "batch_size": batch_size,
            "log_every": log_every,
        }
        option = "" if log_every is None else f", log_every={log_every}"
        called = f"train_epoch(model, {inputs['loss']}, optimizer, loader, device{option}), {count} examples in batches of {batch_size}"
        cases.append(Case(called, inputs))
    student.judge("train_epoch", cases, simulate.train_epoch, mistakes.TRAIN_EPOCH)
    judge_on_digits(student, draw, "train_epoch_on_digits")
