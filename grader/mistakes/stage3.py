"""The usual mistakes of stage 3, training."""

from ..judge.mistakes import Mistake
from .raised import raises
from .stage3_epoch import TRAIN_EPOCH

__all__ = ["BUILD_OPTIMIZER", "GRADIENT_DESCENT_STEP", "TRAIN_EPOCH", "TRAIN_STEP"]

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
    *(
        Mistake(
            "fails-without-gradient",
            "A parameter's gradient can be None, if the loss does not depend on it. Skip such a parameter.",
            {"without": error},
        )
        for error in (TypeError(), AttributeError())  # None times a number; None.data
    ),
    Mistake(
        "stops-without-gradient",
        "The step ends at the first parameter that has no gradient. Skip that one, and go on with the next.",
        {"without": "stop"},
    ),
    Mistake(
        "only-first-parameter",
        "Only the first parameter moved. Is there a return inside the loop?",
        {"first_only": True},
    ),
    Mistake(
        "needs-a-list",
        "model.parameters() is no list: it has no length and no [0]. Walk over it with `for`.",
        {"need_list": True},
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
            reply.value and reply.value["the kind of the optimiser"] not in ("SGD", "NoneType") for reply in replies
        ),
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the optimiser.",
        when=lambda replies, cases: all(
            reply.value and reply.value["the kind of the optimiser"] == "NoneType" for reply in replies
        ),
    ),
    Mistake(
        "model-for-parameters",
        "The optimiser wants the model's parameters, not the model.",
        when=raises("TypeError", "optimizer can only optimize Tensors"),
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
    Mistake(
        "loss-times-batch-size",
        "The loss is multiplied by the number of examples. loss_fn gives the mean, and the mean is asked for.",
        {"times_size": True},
    ),
    Mistake("two-steps", "The optimiser steps twice for each batch.", {"steps": 2}),
    Mistake(
        "only-predicts",
        "The loss is right, but nothing is learnt: clear the gradients, then backward, then step.",
        {"clear": None, "backward": False, "step": None},
    ),
    Mistake(
        "gradients-not-recorded",
        "Nothing recorded how the loss came about, so backward has nothing to go back through. Is there a no_grad or a detach?",
        when=raises("RuntimeError", "does not require grad"),
    ),
    Mistake(
        "item-before-backward",
        "backward belongs to the loss as a tensor. Call .item() only at the very end.",
        when=raises("AttributeError", "'float' object has no attribute 'backward'"),
    ),
    Mistake(
        "backward-twice",
        "backward is called twice on the same loss. Once is enough.",
        when=raises("RuntimeError", "backward through the graph a second time"),
    ),
]
