"""The images are turned."""
# exercise: 5.1
# mistake: images-altered


class InMemory:
    def __init__(self, dataset, images, labels, batch_size, shuffle):
        self.dataset = dataset
        self.images, self.labels = images, labels
        self.batch_size, self.shuffle = batch_size, shuffle

    def __iter__(self):
        n = len(self.labels)
        order = torch.randperm(n) if self.shuffle else torch.arange(n)
        for i in range(0, n, self.batch_size):
            index = order[i : i + self.batch_size]
            yield self.images[index], self.labels[index]


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long().transpose(1, 2)].unsqueeze(1)
    return InMemory(dataset, images, dataset.targets, batch_size, shuffle)
