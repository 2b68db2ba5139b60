"""An nn.Sequential of the existing layers, put together in forward."""
# exercise: 2.2


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(1, 32, kernel_size=5)
        self.conv2 = nn.Conv2d(32, 16, kernel_size=3)
        self.fc1 = nn.Linear(400, 100)
        self.fc2 = nn.Linear(100, 10)

    def forward(self, images):
        body = nn.Sequential(
            self.conv1,
            nn.MaxPool2d(2),
            nn.ReLU(),
            self.conv2,
            nn.MaxPool2d(2),
            nn.ReLU(),
            nn.Flatten(),
            self.fc1,
            nn.ReLU(),
        )
        hidden = F.dropout(body(images), self.dropout, self.training)
        return self.fc2(hidden).log_softmax(-1)
