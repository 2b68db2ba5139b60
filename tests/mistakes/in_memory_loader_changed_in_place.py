"""Each epoch normalises in place what lies in memory."""
# exercise: 5.1
# mistake: changed-between-epochs


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    mean, std = dataset.transform.transforms[1].mean[0], dataset.transform.transforms[1].std[0]
    images = dataset.data.float().unsqueeze(1) / 255
    labels = dataset.targets

    def cut():
        images.sub_(mean).div_(std)
        order = torch.randperm(len(labels)) if shuffle else torch.arange(len(labels))
        for chosen in order.split(batch_size):
            yield images[chosen], labels[chosen]

    return Batches(dataset, batch_size, cut)
