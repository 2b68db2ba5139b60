"""The module transforms is given for a transform."""
# exercise: 1.3
# mistake: module-called


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    train_data = datasets.MNIST(root, train=True, download=True, transform=transforms)
    test_data = datasets.MNIST(root, train=False, download=True, transform=transforms)
    return DataLoader(train_data, batch_size=batch_size_train, shuffle=True), DataLoader(
        test_data, batch_size=batch_size_test
    )
