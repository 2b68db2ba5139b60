"""An epoch is a list of batches, where an iterator is asked for."""
# exercise: 5.1
# mistake: list-for-iterator


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    images = torch.stack([image for image, _ in dataset])
    labels = dataset.targets

    def cut():
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        return [(images[chosen], labels[chosen]) for chosen in order.split(batch_size)]

    return Batches(dataset, batch_size, cut)
