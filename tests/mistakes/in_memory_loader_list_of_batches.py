"""A list of batches, cut once."""
# exercise: 5.1
# mistake: shuffled-once+loader-without-dataset


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    order = torch.randperm(len(dataset)) if shuffle else torch.arange(len(dataset))
    return list(zip(images[order].split(batch_size), dataset.targets[order].split(batch_size)))
