"""Wrapped loaders that have a .dataset."""
# exercise: 1.3


class Wrapped:
    def __init__(self, loader):
        self.loader = loader
        self.dataset = loader.dataset

    def __len__(self):
        return len(self.loader)

    def __iter__(self):
        for images, labels in self.loader:
            yield images, labels


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    test_set = datasets.MNIST(root, train=False, download=True, transform=build_transform())
    train_loader = Wrapped(DataLoader(train_set, batch_size_train, shuffle=True))
    return train_loader, Wrapped(DataLoader(test_set, batch_size_test))
