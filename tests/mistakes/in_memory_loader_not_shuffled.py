"""The batches are slices, in the order of the data set."""
# exercise: 5.1
# mistake: not-shuffled


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        for i in range(0, len(labels), batch_size):
            yield images[i : i + batch_size], labels[i : i + batch_size]

    return Batches(dataset, batch_size, cut)
