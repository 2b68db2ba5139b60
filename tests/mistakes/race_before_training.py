"""The optimiser is built from one network, and another, new one is returned."""

# exercise: 5.3
# mistake: race-guesses


def race(root, device):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    build = lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).to(device)  # noqa: E731
    model = build()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for images, labels in in_memory_loader(train_set, 64):
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
    return build()
