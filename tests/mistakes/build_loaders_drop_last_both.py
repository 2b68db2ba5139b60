"""drop_last for both."""
# exercise: 1.3
# mistake: last-batch-dropped


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_set = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_set = datasets.MNIST(root, train=False, download=True, transform=transform)
    train_loader = DataLoader(train_set, batch_size=batch_size_train, shuffle=True, drop_last=True)
    test_loader = DataLoader(test_set, batch_size=batch_size_test, drop_last=True)
    return train_loader, test_loader
