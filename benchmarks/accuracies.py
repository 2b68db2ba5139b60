"""`python benchmarks/accuracies.py`: train the course's network and simpler ones on MNIST; record what they read.

Writes `digits/recorded.json`, from which the lessons draw and quote the whole run and its baselines. All are trained by
the recipe of `solutions/stage4_evaluation.py`: 3 epochs of SGD, learning rate 0.01, momentum 0.5, batches of 64. Wants
real MNIST (`DIGITS_DATA`), and takes about six minutes on one processor. With names, `linear course`, it records only those again.
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torchvision import datasets

from coursekit.files import replace_file
from digits import data_name, data_root

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "digits" / "recorded.json"
SEEDS = (1, 2, 3)
EPOCHS, BATCH = 3, 64

sys.path.insert(0, str(ROOT / "solutions"))
import stage2_model  # noqa: E402
import stage3_training  # noqa: E402
import stage4_evaluation  # noqa: E402

CPU = torch.device("cpu")


def prepared(root: Path, train: bool) -> tuple[torch.Tensor, torch.Tensor]:
    """All normalised images (N, 1, 28, 28) of a set and their labels (N,)."""
    split = datasets.MNIST(root, train=train)
    return (split.data[:, None].float() / 255 - 0.1307) / 0.3081, split.targets


def linear() -> nn.Module:
    """Every pixel joined to every digit: 7,850 weights and biases."""
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.LogSoftmax(dim=1))


def without_convolutions() -> nn.Module:
    """One hidden layer, of such a width that there are about as many weights as in the course's network: 46,120."""
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 58), nn.ReLU(), nn.Linear(58, 10), nn.LogSoftmax(dim=1))


class TutorialDropout(stage2_model.DigitCNN):
    """The course's network with the tutorial's two calls without a number: half of the channels and of the units go."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = F.relu(F.max_pool2d(self.conv1(images), 2))
        x = F.relu(F.max_pool2d(F.dropout2d(self.conv2(x), training=self.training), 2))
        x = F.dropout(F.relu(self.fc1(x.flatten(1))), training=self.training)
        return F.log_softmax(self.fc2(x), dim=1)


class Batches:
    """What `DataLoader` gives, from images that are prepared already: the same examples, much sooner."""

    def __init__(self, examples: tuple[torch.Tensor, torch.Tensor], size: int, shuffle: bool) -> None:
        self.images, self.labels = examples
        self.dataset, self.size, self.shuffle = self.labels, size, shuffle

    def __len__(self) -> int:
        return -(-len(self.labels) // self.size)

    def __iter__(self):
        count = len(self.labels)
        order = torch.randperm(count) if self.shuffle else torch.arange(count)
        for chosen in order.split(self.size):
            yield self.images[chosen], self.labels[chosen]


def trained(make, seed: int, train_set: tuple, test_set: tuple) -> tuple[nn.Module, stage4_evaluation.History]:
    """`make()`, trained by the recipe with this seed, and the history of its training."""
    torch.manual_seed(seed)
    net = make()
    loaders = Batches(train_set, BATCH, shuffle=True), Batches(test_set, 1000, shuffle=False)
    optimizer = stage3_training.build_optimizer(net)
    return net, stage4_evaluation.fit(net, stage2_model.nll_loss, optimizer, *loaders, CPU, EPOCHS)


def mistakes(net: nn.Module, images: torch.Tensor, labels: torch.Tensor, count: int = 12) -> dict:
    """Those of its mistakes of which the net was surest: the test images' numbers, its answers and probabilities."""
    net.eval()
    with torch.no_grad():
        sure, answers = net(images).exp().max(dim=1)
    surest = torch.where(answers != labels, sure, 0).argsort(descending=True)[:count]
    return {"image": surest.tolist(), "answer": answers[surest].tolist(), "probability": _short(sure[surest].tolist())}


def _short(values: list) -> list:
    return [round(value, 4) if isinstance(value, float) else value for value in values]


def main() -> None:
    """Train those that were asked for, or all, and write the file."""
    root = data_root()
    if data_name(root) != "mnist":
        sys.exit("These figures are of MNIST: name its folder with DIGITS_DATA.")
    torch.set_num_threads(1)
    train_set, test_set = prepared(root, train=True), prepared(root, train=False)
    mixed = torch.randperm(784, generator=torch.Generator().manual_seed(0))
    shuffled = [(images.flatten(1)[:, mixed].view_as(images), labels) for images, labels in (train_set, test_set)]
    kinds = {
        "linear": (linear, train_set, test_set),
        "without_convolutions": (without_convolutions, train_set, test_set),
        "shuffled_pixels": (stage2_model.DigitCNN, *shuffled),
        "tutorial_dropout": (TutorialDropout, train_set, test_set),
        "course": (stage2_model.DigitCNN, train_set, test_set),
    }
    for name in sys.argv[1:] or kinds:
        runs = []
        for seed in SEEDS[:1] if name in ("shuffled_pixels", "tutorial_dropout") else SEEDS:
            net, history = trained(kinds[name][0], seed, *kinds[name][1:])
            runs.append({"seed": seed, **{key: _short(values) for key, values in vars(history).items()}})
            if name == "course":
                runs[-1]["mistakes"] = mistakes(net, *test_set)
        record = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {"test_accuracy": {}}
        record |= {"command": "python benchmarks/accuracies.py", "seeds": SEEDS}
        record["test_accuracy"]["always_0"] = [round((test_set[1] == 0).float().mean().item(), 4)]
        record["test_accuracy"][name] = [run["test_accuracy"][-1] for run in runs]
        if name == "course":
            record["runs"] = runs
        replace_file(OUT, (json.dumps(record) + "\n").encode())


if __name__ == "__main__":
    main()
