"""All images are prepared at once, but in each epoch."""
# exercise: 5.1
# mistake: prepared-anew


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    labels = dataset.targets

    def cut():
        images = torch.stack([dataset[i][0] for i in range(len(dataset))])
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        for chosen in order.split(batch_size):
            yield images[chosen], labels[chosen]

    return Batches(dataset, batch_size, cut)
