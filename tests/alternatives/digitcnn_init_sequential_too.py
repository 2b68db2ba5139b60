"""The same layers in a Sequential as well, and an alias."""
# exercise: 2.2

from torch import nn


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(in_channels=1, out_channels=32, kernel_size=(5, 5))
        self.conv2 = nn.Conv2d(32, 16, 3)
        self.fc1 = nn.Linear(400, 100)
        self.fc2 = nn.Linear(100, 10)
        self.features = nn.Sequential(
            self.conv1, nn.MaxPool2d(2), nn.ReLU(), self.conv2, nn.MaxPool2d(2), nn.ReLU(), nn.Flatten()
        )
        self.head = self.fc2
        self.drop = nn.Dropout(dropout)

    def forward(self, images):
        hidden = torch.relu(self.fc1(self.features(images)))
        return self.head(self.drop(hidden)).log_softmax(-1)
