"""How honest the rendered digits are: how fast they are drawn, how soon they are learnt, how far that carries.

    python benchmarks/rendered.py [--seeds 1] [--long 15]

Trains the course's net on them with the course's recipe, and tests it after each epoch on rendered digits and, if
DIGITS_DATA names the real MNIST, on those. `--long N` trains on to N epochs, for the second measure alone.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

import torch
from torch import nn
from torchvision.datasets import MNIST

from digits import best_device, data_name, progress, rendered, seed_everything

MEAN, STD = 0.1307, 0.3081  # MNIST's, which the course uses for whatever digits it has


def build_net() -> nn.Module:
    return nn.Sequential(
        *(nn.Conv2d(1, 32, 5), nn.MaxPool2d(2), nn.ReLU()),
        *(nn.Conv2d(32, 16, 3), nn.MaxPool2d(2), nn.ReLU()),
        *(nn.Flatten(), nn.Linear(400, 100), nn.ReLU(), nn.Dropout(0.2), nn.Linear(100, 10)),
    )


def load(root: Path, train: bool) -> tuple[torch.Tensor, torch.Tensor]:
    """Images (N, 1, 28, 28) float32, standardised, and labels (N,), on the best device."""
    data = MNIST(root, train=train)
    images = ((data.data.float() / 255 - MEAN) / STD).unsqueeze(1)
    return images.to(best_device()), data.targets.to(best_device())


def train_epoch(net: nn.Module, optimizer: torch.optim.Optimizer, images: torch.Tensor, labels: torch.Tensor) -> None:
    net.train()
    for batch in progress(torch.randperm(len(labels), device=labels.device).split(64), desc="Training"):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(images[batch]), labels[batch]).backward()
        optimizer.step()


@torch.no_grad()
def accuracy(net: nn.Module, images: torch.Tensor, labels: torch.Tensor) -> float:
    net.eval()
    guesses = torch.cat([net(part).argmax(1) for part in images.split(1000)])
    return (guesses == labels).float().mean().item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=1, help="runs to make (default: %(default)s)")
    parser.add_argument("--long", type=int, default=3, help="epochs to train, at least 3 (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "rendered"
        start = time.perf_counter()
        rendered.write(root)
        print(f"drawn in {time.perf_counter() - start:.1f} s")
        train, test = load(root, train=True), load(root, train=False)
    named = os.environ.get("DIGITS_DATA")
    real = load(Path(named), train=False) if named and data_name(Path(named)) == "mnist" else None
    for seed in range(options.seeds):
        seed_everything(seed)
        net = build_net().to(best_device())
        optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.5)
        for epoch in range(max(3, options.long) + 1):
            if epoch:
                train_epoch(net, optimizer, *train)
            mnist = f", MNIST {accuracy(net, *real):.2%}" if real else ""
            print(f"seed {seed}, epoch {epoch:2}: rendered {accuracy(net, *test):.2%}{mnist}", flush=True)


if __name__ == "__main__":
    main()
