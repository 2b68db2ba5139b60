"""The first batch of each loader, not the loaders."""
# exercise: 1.3
# mistake: no-pairs


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_data = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_data = datasets.MNIST(root, train=False, download=True, transform=transform)

    train_loader = DataLoader(train_data, batch_size=batch_size_train, shuffle=True)
    test_loader = DataLoader(test_data, batch_size=batch_size_test)
    return next(iter(train_loader)), next(iter(test_loader))
