"""A sampler of one's own, and a loop over train=True and train=False."""
# exercise: 1.3


class Shuffled(torch.utils.data.Sampler):
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size

    def __iter__(self):
        yield from torch.randperm(self.size).tolist()


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    loaders = []
    for train, size in ((True, batch_size_train), (False, batch_size_test)):
        data = datasets.MNIST(root, train, build_transform(), download=train)
        sampler = Shuffled(len(data)) if train else None
        loaders.append(DataLoader(data, size, sampler=sampler))
    return loaders
