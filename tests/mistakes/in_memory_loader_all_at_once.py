"""All examples in a single batch."""
# exercise: 5.1
# mistake: single-batch


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        yield images[order], labels[order]

    return Batches(dataset, batch_size, cut)
