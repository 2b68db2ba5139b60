"""Trained on pixels between 0 and 255."""

# exercise: 5.3
# mistake: race-raw-pixels


def race(root, device):
    train_set = datasets.MNIST(root, train=True, download=True)
    images, labels = train_set.data.unsqueeze(1).float(), train_set.targets
    model = nn.Sequential(
        nn.Conv2d(1, 8, 5, stride=2), nn.BatchNorm2d(8), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 12 * 12, 10)
    ).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for chosen in torch.randperm(len(labels)).split(128):
        optimizer.zero_grad()
        F.cross_entropy(model(images[chosen]), labels[chosen]).backward()
        optimizer.step()
    return model
