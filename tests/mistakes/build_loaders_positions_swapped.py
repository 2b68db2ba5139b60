"""Batch size and shuffle have changed places."""
# exercise: 1.3
# mistake: arguments-swapped


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_data = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_data = datasets.MNIST(root, train=False, download=True, transform=transform)

    return DataLoader(train_data, True, batch_size_train), DataLoader(test_data, batch_size_test)
