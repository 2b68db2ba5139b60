"""A padding, and one output."""
# exercise: 2.2
# mistake: padding-added+wrong-number-of-classes

import torch.nn.functional as F
from torch import nn


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(1, 32, 5, padding=2)
        self.conv2 = nn.Conv2d(32, 16, 3)
        self.fc1 = nn.Linear(400, 100)
        self.fc2 = nn.Linear(100, 1)

    def forward(self, images):
        x = F.relu(F.max_pool2d(self.conv1(images), 2))
        x = F.relu(F.max_pool2d(self.conv2(x), 2))
        x = F.relu(self.fc1(x.flatten(1)))
        return F.log_softmax(self.fc2(F.dropout(x, self.dropout, self.training)), dim=1)
