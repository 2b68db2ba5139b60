"""Forward calls a method of the student's own, with an explicit if for dropout."""
# exercise: 2.3

import torch
import torch.nn.functional as F
from torch import nn


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(1, 32, 5)
        self.conv2 = nn.Conv2d(32, 16, 3)
        self.fc1 = nn.Linear(400, 100)
        self.fc2 = nn.Linear(100, 10)

    def forward(self, images):
        h = self._features(images)
        h = torch.relu(self.fc1(h))
        if self.training:
            h = F.dropout(h, self.dropout)
        return torch.log_softmax(self.fc2(h), dim=-1)

    def _features(self, x):
        for conv in (self.conv1, self.conv2):
            x = torch.relu(F.max_pool2d(conv(x), 2))
        return x.flatten(1)
