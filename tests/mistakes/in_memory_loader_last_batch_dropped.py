"""Only full batches."""
# exercise: 5.1
# mistake: last-batch-dropped


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        for number in range(len(labels) // batch_size):
            chosen = order[number * batch_size : (number + 1) * batch_size]
            yield images[chosen], labels[chosen]

    return Batches(dataset, batch_size, cut)
