"""The layers are kept in a plain list."""
# exercise: 2.2
# mistake: layers-in-plain-list

import torch.nn.functional as F
from torch import nn


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.layers = [nn.Conv2d(1, 32, 5), nn.Conv2d(32, 16, 3), nn.Linear(400, 100), nn.Linear(100, 10)]

    def forward(self, images):
        conv1, conv2, fc1, fc2 = self.layers
        x = F.relu(F.max_pool2d(conv1(images), 2))
        x = F.relu(F.max_pool2d(conv2(x), 2))
        x = F.relu(fc1(x.flatten(1)))
        return F.log_softmax(fc2(F.dropout(x, self.dropout, self.training)), dim=1)
