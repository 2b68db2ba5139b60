"""The training set is shuffled once, beforehand."""
# exercise: 1.3
# mistake: shuffled-once


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_set = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_set = datasets.MNIST(root, train=False, download=True, transform=transform)
    order = torch.randperm(len(train_set)).tolist()
    train_set = torch.utils.data.Subset(train_set, order)
    train_loader = DataLoader(train_set, batch_size=batch_size_train, shuffle=False)
    test_loader = DataLoader(test_set, batch_size=batch_size_test)
    return train_loader, test_loader
