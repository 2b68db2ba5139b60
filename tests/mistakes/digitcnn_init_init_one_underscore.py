"""_init_ for __init__, twice."""
# exercise: 2.2
# mistake: no-layers-made


class DigitCNN(nn.Module):
    def _init_(self, dropout=0.2):
        super(DigitCNN, self)._init_()
        self.dropout = dropout
        self.conv1 = nn.Conv2d(1, 32, kernel_size=5)
        self.conv2 = nn.Conv2d(32, 16, kernel_size=3)
        self.fc1 = nn.Linear(400, 100)
        self.fc2 = nn.Linear(100, 10)

    def forward(self, images):
        h = F.relu(F.max_pool2d(self.conv1(images), 2))
        h = F.relu(F.max_pool2d(self.conv2(h), 2))
        h = F.relu(self.fc1(torch.flatten(h, 1)))
        h = F.dropout(h, self.dropout, self.training)
        return F.log_softmax(self.fc2(h), dim=1)
