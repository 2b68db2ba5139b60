"""An iterator that begins anew when it is asked for one."""
# exercise: 5.1


class Again:
    def __init__(self, dataset, images, batch_size, shuffle):
        self.dataset, self.images, self.size, self.shuffle = dataset, images, batch_size, shuffle

    def __iter__(self):
        order = torch.randperm(len(self.images)) if self.shuffle else torch.arange(len(self.images))
        self.parts = iter(order.split(self.size))
        return self

    def __next__(self):
        chosen = next(self.parts)
        return [self.images.index_select(0, chosen), self.dataset.targets.index_select(0, chosen)]


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    return Again(dataset, images, batch_size, shuffle)
