"""On an NVIDIA GPU, in seconds: an epoch of the recipe, an epoch with the data kept there, and the race."""

import itertools
import sys
import time
from collections.abc import Callable

import torch
from torchvision import datasets

from benchmarks import SOLUTIONS, recipe
from benchmarks.quiet import Effort, quiet_rounds
from benchmarks.table import Part, rows_of
from benchmarks.training import WRITTEN, First
from digits import data_root, seed_everything

BATCHES, FAST_BATCHES = 300, 1876  # that are timed; an epoch has 938
FAST, RACE = "... data kept there, channels-last, fused", "the race"


def gpu(effort: Effort) -> Part:
    """Measure it all; the accuracy that the race comes to stands in a note."""
    sys.path.append(str(SOLUTIONS))
    from stage5_speed import in_memory_loader, race

    device, root = torch.device("cuda"), data_root()
    written = recipe.loader(root)
    whole = next(iter(in_memory_loader(written.dataset, len(written.dataset), shuffle=False)))  # one batch of all
    images, labels = (each.to(device) for each in whole)
    accuracies = []

    def measure() -> dict[str, float]:
        seconds = {WRITTEN: _epoch(written, device, fast=False)}
        seconds[FAST] = _epoch(Cut(images, labels), device, fast=True)
        raced = []
        seconds[RACE] = _seconds(lambda: raced.append(race(root, device)))
        accuracies.append(accuracy(raced[0], root, device))
        return seconds

    measure()  # warm: the first use of a GPU prepares much
    measured, busy = quiet_rounds(measure, effort)
    notes = [torch.cuda.get_device_name(), f"the race reads {min(accuracies):.2%} of the test set or more"]
    return Part("gpu", "seconds on the GPU; an epoch of each", rows_of(measured, None), busy, notes)


class Cut:
    """Batches of 64 in a new order each time, cut without a word to the processor's memory."""

    def __init__(self, images: torch.Tensor, labels: torch.Tensor) -> None:
        self.images, self.labels, self.dataset = images, labels, range(len(labels))

    def __iter__(self):
        for chosen in torch.randperm(len(self.labels), device=self.labels.device).split(64):
            yield self.images[chosen], self.labels[chosen]


def _epoch(loader, device: torch.device, fast: bool) -> float:
    seed_everything(1)
    net = recipe.Net().to(device)
    if fast:
        net = net.to(memory_format=torch.channels_last)
    sgd = recipe.optimizer(net, fused=fast or None)
    passes, count = (2, FAST_BATCHES) if fast else (1, BATCHES)
    some = itertools.chain(*[First(loader, count // passes)] * passes)
    return _seconds(lambda: recipe.train(net, sgd, some, device)) * recipe.EPOCH / (64 * count)


def _seconds(run: Callable[[], object]) -> float:
    torch.cuda.synchronize()
    begin = time.perf_counter()
    run()
    torch.cuda.synchronize()
    return time.perf_counter() - begin


@torch.no_grad()
def accuracy(net: torch.nn.Module, root, device: torch.device) -> float:
    """The share of MNIST's test set that the network reads."""
    test = datasets.MNIST(root, train=False)
    images = ((test.data.to(device).float() / 255 - 0.1307) / 0.3081).unsqueeze(1)  # (10000, 1, 28, 28)
    net.eval()
    return (net(images).argmax(1).cpu() == test.targets).float().mean().item()
