"""The usual mistakes of stage 1: loaders."""

from ..judge.mistakes import Mistake
from .stage1 import _error, _kind

NOT_SHUFFLED = "The training examples come as they are stored on the disk. Shuffle them."
SIZE_IGNORED = "The loaders keep to their default batch sizes, whatever the arguments say."
SIZE_MISSING = "The batches hold one example each. Tell the loader its batch size."
DROPPED = "The last, smaller batch was left out. Its examples count too."


def _collate(found_image: bool):
    """A predicate: batches could not be made, of pictures or of something else."""

    def test(replies, cases) -> bool:
        messages = [reply.error["message"] for reply in replies if reply.error_type == "TypeError"]
        return any("default_collate" in message and ("Image" in message) == found_image for message in messages)

    return test


BUILD_LOADERS = [
    Mistake(
        "test-set-from-training-data",
        "The test loader hands out training examples. Make its data set with train=False.",
        {"test_of": "train"},
    ),
    Mistake(
        "training-set-from-test-data",
        "The training loader hands out test examples. Make its data set with train=True.",
        {"train_of": "test"},
    ),
    Mistake(
        "sets-exchanged",
        "The training loader hands out the test examples, and the test loader the training examples.",
        {"train_of": "test", "test_of": "train"},
    ),
    Mistake(
        "loaders-exchanged",
        "The test loader came first. Return the training loader, then the test loader.",
        {"exchanged": True},
    ),
    Mistake("train-not-shuffled", NOT_SHUFFLED, {"order": "as stored"}),
    Mistake(
        "shuffled-once",
        "The training examples are shuffled, but come in the same order in each epoch. Shuffle them anew each time.",
        {"order": "once"},
    ),
    Mistake("last-batch-dropped", DROPPED, {"drop": ("train",)}),
    Mistake("last-batch-dropped", DROPPED, {"drop": ("test",)}),
    Mistake("last-batch-dropped", DROPPED, {"drop": ("train", "test")}),
    Mistake("batch-sizes-swapped", "The two batch sizes have changed places.", {"sizes": "exchanged"}),
    Mistake("batch-size-ignored", SIZE_IGNORED, {"sizes": "defaults"}),
    Mistake("batch-size-ignored", SIZE_IGNORED, {"sizes": "default for training"}),
    Mistake("batch-size-ignored", SIZE_IGNORED, {"sizes": "default for test"}),
    Mistake(
        "same-batch-size",
        "Both loaders use batch_size_train. The test loader has its own.",
        {"sizes": "train for both"},
    ),
    Mistake(
        "same-batch-size",
        "Both loaders use batch_size_test. The training loader has its own.",
        {"sizes": "test for both"},
    ),
    Mistake("missing-batch-size", SIZE_MISSING, {"sizes": "ones"}),
    Mistake("missing-batch-size", SIZE_MISSING, {"sizes": "one for training"}),
    Mistake("missing-batch-size", SIZE_MISSING, {"sizes": "one for test"}),
    Mistake(
        "sampled-with-replacement",
        "Some training examples come twice in an epoch, and some never. Every example should come once.",
        {"repeats": True},
    ),
    Mistake(
        "missing-normalisation",
        "The images are scaled to [0, 1], but not normalised. Give the data sets the transform of build_transform().",
        {"normalised": "no"},
    ),
    Mistake("root-ignored", "The data were put elsewhere. Pass root on to the data sets.", {"in_root": False}),
    Mistake(
        "missing-transform",
        "A loader cannot make batches of pictures. Give both data sets the transform.",
        when=_collate(found_image=True),
    ),
    Mistake(
        "transform-not-called",
        "build_transform is what builds the transform: call it, and give the data sets what it returns.",
        when=_collate(found_image=False),
    ),
    Mistake(
        "missing-download",
        "There are no data in root yet. Ask the data sets to download what is missing.",
        when=_error("RuntimeError", "Dataset not found"),
    ),
    Mistake(
        "another-data-set",
        "This is another data set. The course reads torchvision.datasets.MNIST.",
        when=_error("RuntimeError", "is another data set than MNIST"),
    ),
    Mistake(
        "data-sets-returned",
        "The data sets came back. Wrap each of them in a DataLoader.",
        when=_kind("what was returned", lambda got: got == "data sets"),
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return both loaders.",
        when=_kind("what was returned", lambda got: got is None),
    ),
]
