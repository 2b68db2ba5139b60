"""The tutorial's recipe, written as plainly as PyTorch's own examples are: what this course's run is compared with.

Two convolutions and two linear layers, SGD with a learning rate of 0.01 and momentum 0.5, batches of 64, one image at a
time turned into a tensor. It shares no line with `solutions/`.
"""

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

EPOCH = 60_000  # examples
LAYERS = (  # of the net: (what a value of its output costs in multiplications, values of its output per image)
    (1 * 5 * 5, 32 * 24 * 24),  # conv1
    (32 * 3 * 3, 16 * 10 * 10),  # conv2
    (16 * 5 * 5, 100),  # fc1
    (100, 10),  # fc2
)


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 32, 5), nn.Conv2d(32, 16, 3)
        self.fc1, self.fc2 = nn.Linear(400, 100), nn.Linear(100, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(F.max_pool2d(self.conv1(x), 2))  # (B, 32, 12, 12)
        x = F.relu(F.max_pool2d(self.conv2(x), 2))  # (B, 16, 5, 5)
        x = F.relu(self.fc1(x.flatten(1)))  # (B, 100)
        return F.log_softmax(self.fc2(F.dropout(x, 0.2, self.training)), dim=1)


def loader(root) -> DataLoader:
    """MNIST's training set in `root`, shuffled, in batches of 64."""
    prepare = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    return DataLoader(datasets.MNIST(root, train=True, transform=prepare), batch_size=64, shuffle=True)


def optimizer(net: nn.Module, fused: bool | None = None) -> torch.optim.SGD:
    """The recipe's optimiser."""
    return torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.5, fused=fused)


def train(net: nn.Module, sgd: torch.optim.Optimizer, batches, device: torch.device) -> None:
    """Train on the batches, once each."""
    net.train()
    for images, labels in batches:
        images, labels = images.to(device), labels.to(device)
        sgd.zero_grad()
        F.nll_loss(net(images), labels).backward()
        sgd.step()


def flops_per_example() -> int:
    """Floating-point operations that training on one example takes: two (multiply, add) for each weight that is used.

    A layer computes forward, then the gradient of its weights, then that of its input, each of which costs the same;
    the first layer's input, the image, needs no gradient. What is no matrix product (pooling, ReLU, the optimiser) is
    a few per cent more, and is left out.
    """
    forward = [2 * cost * values for cost, values in LAYERS]
    return 3 * sum(forward) - forward[0]
