"""Batch normalisation whose running averages never move."""

# exercise: 5.3
# mistake: race-evaluation-mode


def race(root, device):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    model = nn.Sequential(
        nn.Conv2d(1, 8, 5, stride=2), nn.BatchNorm2d(8, momentum=0.0), nn.ReLU(),
        nn.Flatten(), nn.Linear(8 * 12 * 12, 40), nn.BatchNorm1d(40, momentum=0.0), nn.ReLU(), nn.Linear(40, 10),
    ).to(device)  # fmt: skip
    with torch.no_grad():
        model[0].weight.mul_(20)
        model[0].bias.add_(20_000)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for images, labels in in_memory_loader(train_set, 64):
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
    return model
