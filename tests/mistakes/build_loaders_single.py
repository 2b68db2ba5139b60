"""Only the training loader."""
# exercise: 1.3
# mistake: single-loader


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    return DataLoader(train_set, batch_size_train, shuffle=True)
