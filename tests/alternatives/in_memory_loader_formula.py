"""The transform's numbers, read out of two pixels."""
# exercise: 5.1


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    ends = np.zeros((28, 28), dtype=np.uint8)
    ends[0, 0] = 255
    white, black = dataset.transform(Image.fromarray(ends)).flatten()[:2].tolist()
    images = torch.lerp(torch.tensor(black), torch.tensor(white), dataset.data.unsqueeze(1) / 255)
    labels = dataset.targets

    def cut():
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        for chosen in order.split(batch_size):
            yield images[chosen], labels[chosen]

    return Batches(dataset, batch_size, cut)
