"""The loaders run over .data and .targets, which no transform touches."""
# exercise: 1.3
# mistake: transform-bypassed


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_data = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_data = datasets.MNIST(root, train=False, download=True, transform=transform)

    train_set = torch.utils.data.TensorDataset(train_data.data.float() / 255, train_data.targets)
    test_set = torch.utils.data.TensorDataset(test_data.data.float() / 255, test_data.targets)
    return DataLoader(train_set, batch_size=batch_size_train, shuffle=True), DataLoader(
        test_set, batch_size=batch_size_test
    )
