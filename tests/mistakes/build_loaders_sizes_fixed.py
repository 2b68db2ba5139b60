"""The batch sizes are written out."""
# exercise: 1.3
# mistake: batch-size-ignored


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_set = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_set = datasets.MNIST(root, train=False, download=True, transform=transform)
    train_loader = DataLoader(train_set, batch_size=64, shuffle=True)
    test_loader = DataLoader(test_set, batch_size=1000)
    return train_loader, test_loader
