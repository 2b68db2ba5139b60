"""Everything as a module, one Sequential; F is not needed."""
# exercise: 2.3

from torch import nn


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(1, 32, 5)
        self.conv2 = nn.Conv2d(32, 16, 3)
        self.fc1 = nn.Linear(400, 100)
        self.fc2 = nn.Linear(100, 10)
        self.net = nn.Sequential(
            self.conv1,
            nn.MaxPool2d(2),
            nn.ReLU(inplace=True),
            self.conv2,
            nn.MaxPool2d(2),
            nn.ReLU(inplace=True),
            nn.Flatten(),
            self.fc1,
            nn.ReLU(),
            nn.Dropout(dropout),
            self.fc2,
            nn.LogSoftmax(dim=1),
        )

    def forward(self, images):
        return self.net(images)
