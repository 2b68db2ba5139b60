"""A part of the training set alone, as it is stored."""
# exercise: 1.3
# mistake: training-examples-left-out+train-not-shuffled

from torch.utils.data import Subset


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    test_set = datasets.MNIST(root, train=False, download=True, transform=build_transform())
    half = Subset(train_set, range(len(train_set) // 2))
    return DataLoader(half, batch_size_train), DataLoader(test_set, batch_size_test)
