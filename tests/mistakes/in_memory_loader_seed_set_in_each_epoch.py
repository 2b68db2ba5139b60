"""The seed is set before each order is drawn."""
# exercise: 5.1
# mistake: shuffled-once


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        torch.manual_seed(0)
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        for chosen in order.split(batch_size):
            yield images[chosen], labels[chosen]

    return Batches(dataset, batch_size, cut)
