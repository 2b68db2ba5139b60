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


class TutorialNet(nn.Module):
    """The network of stage 2."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 32, 5), nn.Conv2d(32, 16, 3)
        self.fc1, self.fc2 = nn.Linear(400, 100), nn.Linear(100, 10)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = F.relu(F.max_pool2d(self.conv1(images), 2))
        x = F.relu(F.max_pool2d(self.conv2(x), 2))
        x = F.dropout(F.relu(self.fc1(x.flatten(1))), 0.2, self.training)
        return F.log_softmax(self.fc2(x), dim=1)


def seconds_of_an_epoch(root: Path) -> float:
    """Train some batches, and say how long all of them would take, in seconds.

    Args:
        root: a folder with MNIST, in torchvision's layout.
    """
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    train_set = datasets.MNIST(root, train=True, transform=transform)
    loader = DataLoader(train_set, batch_size=BATCH_SIZE, shuffle=True)
    model = TutorialNet()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.5)
    batches = itertools.islice(loader, WARM_UP + BATCHES)
    for _ in range(WARM_UP):
        _step(model, optimizer, *next(batches))
    begin, done = time.perf_counter(), 0
    for images, labels in batches:
        _step(model, optimizer, images, labels)
        done += len(labels)
    return (time.perf_counter() - begin) * len(train_set) / done


def _step(model: nn.Module, optimizer, images: torch.Tensor, labels: torch.Tensor) -> None:
    optimizer.zero_grad()
    F.nll_loss(model(images), labels).backward()
    optimizer.step()
