"""A sampler that begins from the same seed in each epoch."""
# exercise: 1.3
# mistake: shuffled-once


class Shuffled(torch.utils.data.Sampler):
    def __init__(self, dataset):
        self.size = len(dataset)

    def __len__(self):
        return self.size

    def __iter__(self):
        generator = torch.Generator().manual_seed(42)
        return iter(torch.randperm(self.size, generator=generator).tolist())


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()
    train_set = datasets.MNIST(root, train=True, download=True, transform=transform)
    test_set = datasets.MNIST(root, train=False, download=True, transform=transform)
    train_loader = DataLoader(train_set, batch_size=batch_size_train, sampler=Shuffled(train_set))
    test_loader = DataLoader(test_set, batch_size=batch_size_test)
    return train_loader, test_loader
