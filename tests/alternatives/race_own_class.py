"""A network of its own class that averages over shifted copies, without the other exercises."""

# exercise: 5.3


class Shifted(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 16, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(16, 32, 3), nn.MaxPool2d(2), nn.ReLU(),
            nn.Flatten(), nn.LazyLinear(10),
        )  # fmt: skip

    def forward(self, images):
        if self.training:
            return self.layers(images)
        return sum(self.layers(images.roll(shift, dims=3)).softmax(dim=1) for shift in (-1, 0, 1)) / 3


def race(root, device):
    train_set = datasets.MNIST(root, train=True, download=True)
    images, labels = train_set.data.unsqueeze(1).float().sub_(33.3).div_(78.6), train_set.targets
    model = Shifted().to(device)
    model(images[:1])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for _ in range(3):
        for chosen in torch.randperm(len(labels)).split(50):
            optimizer.zero_grad()
            F.cross_entropy(model(images[chosen].to(device)), labels[chosen].to(device)).backward()
            optimizer.step()
    return model
