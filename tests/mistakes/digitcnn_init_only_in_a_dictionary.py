"""The layers in a plain dictionary."""
# exercise: 2.2
# mistake: layers-in-plain-list


class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        self.layers = {
            "conv1": nn.Conv2d(1, 32, 5),
            "conv2": nn.Conv2d(32, 16, 3),
            "fc1": nn.Linear(400, 100),
            "fc2": nn.Linear(100, 10),
        }

    def forward(self, images):
        h = F.relu(F.max_pool2d(self.layers["conv1"](images), 2))
        h = F.relu(F.max_pool2d(self.layers["conv2"](h), 2))
        h = F.dropout(F.relu(self.layers["fc1"](h.flatten(1))), self.dropout, self.training)
        return F.log_softmax(self.layers["fc2"](h), dim=1)
