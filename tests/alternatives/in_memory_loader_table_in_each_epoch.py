"""The greys are looked up in each epoch, all at once."""
# exercise: 5.1


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    table = torch.stack([dataset.transform(Image.new("L", (28, 28), grey))[0, 0, 0] for grey in range(256)])
    labels = dataset.targets

    def cut():
        images = table.take(dataset.data.long())[:, None]
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        for chosen in order.split(batch_size):
            yield images[chosen], labels[chosen]

    return Batches(dataset, batch_size, cut)
