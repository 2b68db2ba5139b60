"""A DataLoader over tensors, whose sampler gives whole batches."""
# exercise: 5.1

from torch.utils.data import BatchSampler, DataLoader, RandomSampler, SequentialSampler, TensorDataset


class Whole(TensorDataset):
    def __init__(self, dataset, images):
        super().__init__(images, dataset.targets)


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    tensors = Whole(dataset, images)
    order = RandomSampler(tensors) if shuffle else SequentialSampler(tensors)
    return DataLoader(tensors, sampler=BatchSampler(order, batch_size, drop_last=False), batch_size=None)
