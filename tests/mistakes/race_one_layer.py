"""A single layer, for one epoch: it learns, but not 99 %."""

# exercise: 5.3
# mistake: race-not-there-yet


def race(root, device):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    for images, labels in in_memory_loader(train_set, 256):
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
    return model
