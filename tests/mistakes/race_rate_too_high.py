"""A learning rate with which the training diverges."""

# exercise: 5.3
# mistake: race-diverged


def race(root, device):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 100), nn.Linear(100, 10)).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=300.0, momentum=0.9)
    for images, labels in in_memory_loader(train_set, 128):
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
    return model
