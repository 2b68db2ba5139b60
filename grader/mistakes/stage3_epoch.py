"""The usual mistakes of 3.4, a training epoch."""

from ..judge.mistakes import Mistake

TRAIN_EPOCH = [
    Mistake(
        "missing-train-mode",
        "The model was still in evaluation mode. Switch it to training mode before the first batch.",
        {"train_mode": None},
    ),
    Mistake(
        "eval-mode-for-training",
        "The model is put into evaluation mode, which is for testing. Switch it to training mode.",
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
        "examples-not-counted",
        "The count of examples stays at 0. Add len(images) after each batch.",
        {"unit": "nothing"},
    ),
    Mistake(
        "batch-size-hard-coded",
        "Each batch counts as 64 examples. Ask the batch how many it has.",
        {"unit": "64"},
    ),
    Mistake(
        "batch-number-times-size",
        "The last batch can be shorter, so its own size times its number is too small. Add up the sizes as you go.",
        {"unit": "times this batch"},
    ),
    Mistake(
        "first-batch-not-logged",
        "The log begins with batch log_every. Batch 0 belongs in it too.",
        {"first_logged": False},
    ),
    Mistake(
        "log-pair-swapped",
        "The pairs in the log are turned around: the examples come first, then the loss.",
        {"entry": "swapped"},
    ),
    Mistake(
        "only-losses-logged",
        "The log holds losses alone. Each entry should be a pair: (examples, loss).",
        {"entry": "loss alone"},
    ),
    Mistake(
        "mean-loss-logged",
        "The log holds the mean of all losses so far. It should hold the loss of that batch.",
        {"entry": "mean so far"},
    ),
    Mistake(
        "log-not-returned",
        "The training is right, but nothing is returned. Return the log.",
        {"entry": "none"},
    ),
    Mistake(
        "not-trained",
        "The losses are computed, but the weights never move. Call train_step for each batch.",
        {"trained": False},
    ),
    Mistake(
        "log-off-by-one",
        "The log begins one batch late. It should hold batches 0, log_every, 2 * log_every, ...",
        {"offset": 1},
    ),
    Mistake(
        "log-off-by-one-end",
        "The log begins with batch log_every - 1. It should hold batches 0, log_every, 2 * log_every, ...",
        {"offset": -1},
    ),
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
