"""What 4.6's training came to, for the pages: how the loss fell, which digits the net misreads, and its weights."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from coursekit.judge.exhibits import MOST_IMAGES, curve, finite_points, gallery, matrix

SEEN, LOSS = "training examples seen", "negative log likelihood loss"
KEPT = "trained"  # under this name


@dataclass(frozen=True)
class Trained:
    """A net that was trained on renamed digits, and what it answered.

    Attributes:
        how: it was trained, in words: "1 epoch on 5,000 training digits".
        examples, epochs: of the training.
        log: what came back of the student's logs, a list for each epoch; unchecked.
        fresh: (M, 10), what an untrained net answered to the first M test images.
        answers: (N, 10), what the trained one answered to all.
        images, true, renamed: the test images, uint8 (N, 28, 28), and their labels, (N,); renamed as those it learnt from.
        names: (10,), how each digit was called.
        weights: of the four layers, by name.
    """

    how: str
    examples: int
    epochs: int
    log: object
    fresh: torch.Tensor
    answers: torch.Tensor
    images: torch.Tensor
    true: torch.Tensor
    renamed: torch.Tensor
    names: torch.Tensor
    weights: dict[str, torch.Tensor]

    @property
    def read(self) -> torch.Tensor:
        """(N,): the digits that it read, by their true names."""
        return self.names.argsort()[self.answers.double().argmax(dim=1)]

    @property
    def train_points(self) -> list[tuple[float, float]]:
        """(examples seen since the beginning, loss), as the student's train_epoch told; what is no such pair is left out."""
        logs = self.log if isinstance(self.log, list) else []
        return [
            (epoch * self.examples + seen, loss)
            for epoch, each in enumerate(logs[: self.epochs])
            for seen, loss in finite_points(each)
            if 0 <= seen <= self.examples
        ]

    @property
    def history(self) -> dict[str, list]:
        """The fields of a `History` of this run; the test set was measured by the judge before and after it."""
        seen, losses = zip(*self.train_points, strict=True) if self.train_points else ([], [])
        tested = [(self.fresh, self.renamed[: len(self.fresh)]), (self.answers, self.renamed)]
        return {
            "train_seen": [int(each) for each in seen],
            "train_loss": list(losses),
            "test_seen": [0, self.epochs * self.examples],
            "test_loss": [F.nll_loss(answers.double(), labels).item() for answers, labels in tested],
            "test_accuracy": [
                (answers.double().argmax(dim=1) == labels).double().mean().item() for answers, labels in tested
            ],
        }

    @property
    def own_weights(self) -> dict[str, torch.Tensor]:
        """The weights of the same net, whose answers bear the digits' true names."""
        last = {f"fc2.{kind}": self.weights[f"fc2.{kind}"][self.names] for kind in ("weight", "bias")}
        return {name: value.float() for name, value in (self.weights | last).items()}


def exhibits_of(trained: Trained):
    """The learning curve, the digits that were misread, and what was taken for what."""
    history = trained.history
    yield curve(
        {
            "training loss": trained.train_points,
            "test loss": list(zip(history["test_seen"], history["test_loss"], strict=True)),
        },
        "How your network learnt",
        f"{trained.how}. The training losses are those that your train_epoch returned; the grader measured the test "
        f"loss, before the training on {len(trained.fresh)} test digits and after it on all {len(trained.true):,}.",
        SEEN,
        LOSS,
    )
    read, wrong = trained.read, (trained.read != trained.true).nonzero().flatten()
    sure = trained.answers.double().amax(dim=1)[wrong].nan_to_num()
    shown = wrong[sure.argsort(descending=True)][:MOST_IMAGES]
    which = f"The {len(shown)} of which it was surest" if len(shown) < len(wrong) else "All of them"
    yield gallery(
        trained.images[shown],
        [f"read {read[number]}, is {trained.true[number]}" for number in shown],
        "Digits that your network misread",
        f"It misread {len(wrong):,} of the {len(trained.true):,} test digits. {which}:",
    )
    counts = torch.bincount(trained.true * 10 + read, minlength=100).view(10, 10)
    yield matrix(
        counts,
        [str(digit) for digit in range(10)],
        "What it took for what",
        "How many of the test digits of each kind your network read as which digit.",
        rows="is",
        columns="was read as",
    )
