"""ReLU and dropout hung on fc1 as a forward hook."""
# exercise: 2.2


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(1, 32, kernel_size=5)
        self.conv2 = nn.Conv2d(32, 16, kernel_size=3)
        self.fc1 = nn.Linear(400, 100)
        self.fc2 = nn.Linear(100, 10)
        self.fc1.register_forward_hook(lambda layer, given, out: F.dropout(F.relu(out), self.dropout, self.training))

    def forward(self, images):
        h = F.relu(F.max_pool2d(self.conv1(images), 2))
        h = F.relu(F.max_pool2d(self.conv2(h), 2))
        return F.log_softmax(self.fc2(self.fc1(h.flatten(1))), dim=1)
