"""The table is indexed with bytes."""
# exercise: 5.1
# mistake: uint8-for-index


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data].unsqueeze(1)
    labels = dataset.targets

    def cut():
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        for chosen in order.split(batch_size):
            yield images[chosen], labels[chosen]

    return Batches(dataset, batch_size, cut)
