"""The validation part is made, and never used."""
# exercise: 1.3
# mistake: training-examples-left-out

from torch.utils.data import random_split


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    test_set = datasets.MNIST(root, train=False, download=True, transform=build_transform())
    train_set, _ = random_split(train_set, [0.8, 0.2])
    return DataLoader(train_set, batch_size_train, shuffle=True), DataLoader(test_set, batch_size_test)
