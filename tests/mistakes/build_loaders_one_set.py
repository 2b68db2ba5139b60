"""One data set for both loaders."""
# exercise: 1.3
# mistake: test-set-from-training-data


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    data = datasets.MNIST(root, download=True, transform=build_transform())
    return DataLoader(data, batch_size_train, shuffle=True), DataLoader(data, batch_size_test, shuffle=False)
