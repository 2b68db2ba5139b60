"""Training and test set are joined, and split by chance."""
# exercise: 1.3
# mistake: sets-mixed


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_data = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_data = datasets.MNIST(root, train=False, download=True, transform=transform)

    everything = torch.utils.data.ConcatDataset([train_data, test_data])
    first, second = torch.utils.data.random_split(everything, [len(train_data), len(test_data)])
    return DataLoader(first, batch_size=batch_size_train, shuffle=True), DataLoader(second, batch_size=batch_size_test)
