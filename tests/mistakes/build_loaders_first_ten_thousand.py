"""The first 10,000 examples, to be faster."""
# exercise: 1.3
# mistake: examples-beyond-the-set


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_data = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_data = datasets.MNIST(root, train=False, download=True, transform=transform)

    few = torch.utils.data.Subset(train_data, range(10000))
    return DataLoader(few, batch_size=batch_size_train, shuffle=True), DataLoader(test_data, batch_size=batch_size_test)
