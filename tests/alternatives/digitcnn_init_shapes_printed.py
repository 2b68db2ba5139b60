"""Prints of the shapes are left in forward."""
# exercise: 2.2


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(1, 32, kernel_size=5)
        self.conv2 = nn.Conv2d(32, 16, kernel_size=3)
        self.fc1 = nn.Linear(400, 100)
        self.fc2 = nn.Linear(100, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        print("after conv1", x.shape)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        print("after conv2", x.shape)
        x = x.view(x.size(0), -1)
        x = F.dropout(F.relu(self.fc1(x)), p=self.dropout, training=self.training)
        return torch.log_softmax(self.fc2(x), 1)
