"""The usual mistakes of stage 3, training."""

from ..judge.mistakes import Mistake

GRADIENT_DESCENT_STEP = [
    Mistake("gradient-ascent", "Your step goes uphill: subtract the gradient, do not add it.", {"sign": 1.0}),
    Mistake("learning-rate-ignored", "The step is the whole gradient: multiply it by learning_rate.", {"rate": False}),
    Mistake(
        "rebinds-parameter",
        "The parameters did not move. `W = W - ...` makes a new tensor under an old name; change W itself, in place.",
        {"rebind": True},
    ),
    Mistake(
        "clears-gradients",
        "The step is right, but the gradients were cleared too. Leave them: another function does that.",
        {"clear": True},
    ),
    Mistake(
        "fails-without-gradient",
        "A parameter's gradient can be None, if the loss does not depend on it. Skip such a parameter.",
        when=lambda replies, cases: any(
            reply.error_type in ("TypeError", "AttributeError") and "NoneType" in reply.error["message"]
            for reply in replies
        ),
    ),
    Mistake(
        "recorded-by-autograd",
        "Autograd was watching the step. Tell it to look away with torch.no_grad().",
        when=lambda replies, cases: any(
            (reply.error_type == "RuntimeError" and "leaf" in reply.error["message"])
            or (reply.value and reply.value["whether autograd recorded the step"])
            for reply in replies
        ),
    ),
]

BUILD_OPTIMIZER = [
    Mistake(
        "learning-rate-ignored",
        "The steps are as long as with lr=0.01, whatever learning_rate says. Pass learning_rate on.",
        {"rate_ignored": True},
    ),
    Mistake(
        "momentum-ignored",
        "These are steps without momentum. Pass momentum on to the optimiser.",
        {"momentum_ignored": "zero"},
    ),
    Mistake(
        "momentum-fixed",
        "The momentum is 0.5, whatever the argument momentum says. Pass the argument on.",
        {"momentum_ignored": "default"},
    ),
    Mistake("learning-rate-momentum-swapped", "Learning rate and momentum have changed places.", {"swapped": True}),
    Mistake("only-weights", "Only the weights are updated: the biases are parameters too.", {"only": "weights"}),
    Mistake(
        "only-first-layer", "Only the first layer is updated. model.parameters() has all of them.", {"only": "first"}
    ),
    Mistake("only-last-layer", "Only the last layer is updated. model.parameters() has all of them.", {"only": "last"}),
    Mistake(
        "another-optimizer",
        "This is another optimiser: the exercise asks for torch.optim.SGD.",
        when=lambda replies, cases: all(
            reply.value and reply.value["the kind of the optimiser"] != "SGD" for reply in replies
        ),
    ),
]

TRAIN_STEP = [
    Mistake(
        "missing-zero-grad",
        "Your weights are exactly what one gets when the gradients of the previous batch are never cleared.",
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
        "The weights do not move: without backward() there are no gradients to step along.",
        {"backward": False},
    ),
    Mistake(
        "missing-step",
        "The gradients are there, but the weights do not move: the optimiser never took its step.",
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
    ),
    Mistake(
        "tensor-returned",
        "The value is right, but it is still a tensor, and holds on to the whole graph. Make a float of it with .item().",
        {"tensor": True},
    ),
    Mistake(
        "nothing-returned",
        "The training is right, but nothing is returned. Return the loss as a float.",
        {"tensor": "none"},
    ),
    Mistake(
        "loss-fn-ignored",
        "The numbers are those of nll_loss, whatever loss_fn says. Call the function that you are given.",
        {"usual_loss": True},
    ),
]

TRAIN_EPOCH = [
    Mistake(
        "missing-train-mode",
        "The model was still in evaluation mode. Call model.train() before the first batch.",
        {"train_mode": False},
    ),
    Mistake(
        "logged-after-batch",
        "Each loss is logged with the examples seen after its batch. Log first, count then.",
        {"count": "after"},
    ),
    Mistake(
        "batches-counted",
        "The log counts batches. It should count examples: len(images) for each batch.",
        {"unit": "batches"},
    ),
    Mistake(
        "log-off-by-one",
        "The log begins one batch late. It should hold batches 0, log_every, 2 * log_every, ...",
        {"offset": 1},
    ),
    Mistake("log-off-by-one-end", "Batches log_every - 1, ... are logged. Begin with batch 0.", {"offset": -1}),
    Mistake("every-batch-logged", "Every batch is in the log. Keep one in log_every.", {"log_all": True}),
    Mistake("log-every-ignored", "The log keeps one in 100 batches, whatever log_every says.", {"ignore_every": True}),
    Mistake(
        "stops-after-first-batch",
        "The epoch ends after its first batch. Is there a return inside the loop?",
        {"stop_after": 1},
    ),
    Mistake("last-batch-dropped", "The last, smaller batch was left out. It counts too.", {"dropped_last": True}),
    Mistake(
        "not-moved-to-device",
        "A batch reached the model without being moved. .to(device) returns the moved tensor: keep what it returns.",
        {"moved": False},
    ),
]
