"""The usual mistakes of stage 4, evaluation: `fit` and `predict`."""

from ..judge.mistakes import Mistake

FIT = [
    Mistake(
        "missing-first-evaluation",
        "The evaluation before training is missing: the test lists begin with the untrained model.",
        {"first": False},
    ),
    Mistake("one-epoch-too-few", "There is one epoch too few.", {"epochs_off": -1}),
    Mistake("one-epoch-too-many", "There is one epoch too many.", {"epochs_off": 1}),
    Mistake("n-epochs-ignored", "There are always 3 epochs, whatever n_epochs says.", {"epochs_ignored": True}),
    Mistake(
        "training-set-evaluated",
        "The model is measured on the training set. How good is it on images that it never saw?",
        {"evaluated_on": "train"},
    ),
    Mistake(
        "trained-on-test-set",
        "The model is trained on the test set, so its test accuracy says nothing any more.",
        {"trained_on": "test"},
    ),
    Mistake(
        "loaders-swapped",
        "The two loaders have changed places: this trains on the test set and measures on the training set.",
        {"trained_on": "test", "evaluated_on": "train"},
    ),
    Mistake(
        "seen-restarts",
        "train_seen begins at 0 again in every epoch. Add the examples of the epochs before.",
        {"restarts": True},
    ),
    Mistake(
        "batches-counted",
        "The examples of an epoch are counted in batches. len(loader.dataset) is the number of examples.",
        {"unit": "batches"},
    ),
    Mistake(
        "evaluates-only-at-the-end",
        "After training there is one evaluation only. There should be one after every epoch.",
        {"at_end": True},
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
    ),
    Mistake(
        "loss-accuracy-swapped",
        "The losses are in test_accuracy and the accuracies in test_loss. evaluate returns the loss first.",
        {"swapped": True},
    ),
    Mistake(
        "loss-fn-ignored",
        "The losses are those of nll_loss, whatever loss_fn says. Pass on the function that you are given.",
        {"usual_loss": True},
    ),
    Mistake(
        "training-log-lost", "The train lists are empty: train_epoch returns what belongs there.", {"logged": False}
    ),
    Mistake("nothing-returned", "The run is right, but nothing is returned. Return the history.", {"nothing": True}),
]

PREDICT = [
    Mistake(
        "probabilities-for-classes",
        "These are the model's ten numbers for each image. Which digit has the largest of them?",
        {"answer": "log-probabilities"},
    ),
    Mistake(
        "probabilities-for-classes",
        "These are ten probabilities for each image. Which digit has the largest of them?",
        {"answer": "probabilities"},
    ),
    Mistake(
        "maxima-for-classes",
        "These are the largest log-probabilities themselves. Return where they stand, not how large they are.",
        {"answer": "maxima"},
    ),
    Mistake(
        "maxima-for-classes",
        "These are the largest probabilities themselves. Return where they stand, not how large they are.",
        {"answer": "maximal probabilities"},
    ),
    Mistake(
        "maxima-with-classes",
        "max(dim=1) gives the largest values and where they stand. Return only the latter.",
        {"answer": "max"},
    ),
    Mistake(
        "column-returned",
        "The digits are right, but they stand in a column, (B, 1). One dimension is enough: (B,).",
        {"answer": "column"},
    ),
    Mistake(
        "training-mode-left-on",
        "The model predicted in the mode it came in, so dropout was at work. Switch it to evaluation mode first.",
        {"mode": "as it came"},
    ),
    Mistake(
        "argmax-over-batch",
        "This looks for the largest number along the batch, not along the classes: those are dimension 1.",
        {"answer": "over the batch"},
    ),
    Mistake(
        "argmax-without-dim",
        "argmax without a dimension gives one number for the whole batch. The classes are dimension 1.",
        {"answer": "flat"},
    ),
    Mistake(
        "argmin-for-argmax", "These are the least likely digits. Look for the largest.", {"answer": "least likely"}
    ),
    Mistake(
        "list-returned", "The digits are right, but they are in a list. Return them as a tensor.", {"answer": "list"}
    ),
    Mistake("float-returned", "The digits are right, but they are floats. Keep them as int64.", {"answer": "float"}),
    Mistake("int32-returned", "The digits are right, but they are int32. Keep them as int64.", {"answer": "int32"}),
    Mistake(
        "gradients-recorded",
        "The digits are right, but autograd recorded the forward pass, which costs memory. Tell it to look away.",
        {"recorded": True},
    ),
    Mistake(
        "not-moved-to-device",
        "The images reached the model without being moved. .to(device) returns the moved tensor: keep what it returns.",
        {"moved": False, "back": "on the CPU"},
    ),
    Mistake(
        "left-on-device",
        "The digits are right, but they stay on the device. Bring them back to the CPU.",
        {"back": "on the device"},
    ),
    Mistake("nothing-returned", "Nothing is returned. Return the digits.", {"answer": "nothing"}),
]
