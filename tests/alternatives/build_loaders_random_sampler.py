"""With a sampler, and a shuffled test set."""
# exercise: 1.3


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_set = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_set = datasets.MNIST(root, train=False, download=True, transform=transform)
    sampler = torch.utils.data.RandomSampler(train_set)
    train_loader = DataLoader(train_set, batch_size=batch_size_train, sampler=sampler)
    test_loader = DataLoader(test_set, batch_size=batch_size_test, shuffle=True)
    return train_loader, test_loader
