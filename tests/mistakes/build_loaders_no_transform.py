"""The data sets have no transform."""
# exercise: 1.3
# mistake: missing-transform


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_set = datasets.MNIST(root, train=True, download=True)
    test_set = datasets.MNIST(root, train=False, download=True)
    train_loader = DataLoader(train_set, batch_size=batch_size_train, shuffle=True)
    test_loader = DataLoader(test_set, batch_size=batch_size_test)
    return train_loader, test_loader
