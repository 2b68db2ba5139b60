"""One iterator serves all epochs."""
# exercise: 5.1
# mistake: used-up


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        for chosen in order.split(batch_size):
            yield images[chosen], labels[chosen]

    batches = cut()
    return Batches(dataset, batch_size, lambda: batches)
