"""The loaders run over the bytes as they are stored."""
# exercise: 1.3
# mistake: transform-bypassed


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    loaders = []
    for train, size in ((True, batch_size_train), (False, batch_size_test)):
        digits = datasets.MNIST(root, train=train, download=True)
        pairs = torch.utils.data.TensorDataset(digits.data, digits.targets)
        loaders.append(DataLoader(pairs, batch_size=size, shuffle=train))
    return tuple(loaders)
