"""Each epoch shuffles a copy, and cuts slices."""
# exercise: 5.1


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    labels = dataset.targets

    def cut():
        some_images, some_labels = images, labels
        if shuffle:
            order = np.random.permutation(len(labels))
            some_images, some_labels = images[order], labels[order]
        yield from list(zip(some_images.split(batch_size), some_labels.split(batch_size)))

    return Batches(dataset, batch_size, cut)
