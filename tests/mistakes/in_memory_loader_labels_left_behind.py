"""The images are shuffled, the labels are not."""
# exercise: 5.1
# mistake: labels-left-behind


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        yield from zip(images[order].split(batch_size), labels.split(batch_size))

    return Batches(dataset, batch_size, cut)
