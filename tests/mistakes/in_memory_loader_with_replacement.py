"""Each batch is drawn anew."""
# exercise: 5.1
# mistake: sampled-with-replacement


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        for start in range(0, len(labels), batch_size):
            chosen = torch.arange(start, min(start + batch_size, len(labels)))
            if shuffle:
                chosen = torch.randint(len(labels), (len(chosen),))
            yield images[chosen], labels[chosen]

    return Batches(dataset, batch_size, cut)
