"""How long one epoch of the tutorial's training takes on this machine, now: the unit in which the race is told.

It is the plain recipe: the loader turns one image at a time into a tensor, batches of 64, plain SGD.
"""

import itertools
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

BATCHES, WARM_UP = 60, 5  # that are timed, and before them
BATCH_SIZE = 64


def tutorial_net() -> nn.Sequential:
    """The network of stage 2, layer by layer."""
    bricks = [nn.Conv2d(1, 32, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(32, 16, 3), nn.MaxPool2d(2), nn.ReLU()]
    head = [nn.Flatten(), nn.Linear(400, 100), nn.ReLU(), nn.Dropout(0.2), nn.Linear(100, 10), nn.LogSoftmax(dim=1)]
    return nn.Sequential(*bricks, *head)


def seconds_of_an_epoch(root: Path) -> float:
    """Train some batches, and say how long all of them would take, in seconds.

    Args:
        root: a folder with MNIST, in torchvision's layout.
    """
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    train_set = datasets.MNIST(root, train=True, transform=transform)
    loader = DataLoader(train_set, batch_size=BATCH_SIZE, shuffle=True)
    net = tutorial_net()
    sgd = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.5)
    batches = itertools.islice(loader, WARM_UP + BATCHES)
    for _ in range(WARM_UP):
        _step(net, sgd, *next(batches))
    begin, done = time.perf_counter(), 0
    for images, labels in batches:
        _step(net, sgd, images, labels)
        done += len(labels)
    return (time.perf_counter() - begin) * len(train_set) / done


def _step(net: nn.Module, sgd: torch.optim.SGD, images: torch.Tensor, labels: torch.Tensor) -> None:
    sgd.zero_grad()
    F.nll_loss(net(images), labels).backward()
    sgd.step()
