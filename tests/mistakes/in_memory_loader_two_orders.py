"""Images and labels are shuffled apart."""
# exercise: 5.1
# mistake: labels-of-other-images


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        def mixed(x):
            return x[torch.randperm(len(x))] if shuffle else x

        yield from zip(mixed(images).split(batch_size), mixed(labels).split(batch_size))

    return Batches(dataset, batch_size, cut)
