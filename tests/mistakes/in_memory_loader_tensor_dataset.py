"""A data set of tensors, no batches."""
# exercise: 5.1
# mistake: single-examples

from torch.utils.data import TensorDataset


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    values = torch.arange(256, dtype=torch.uint8).repeat(4)[:784].view(28, 28)
    table = dataset.transform(Image.fromarray(values.numpy())).flatten()[:256]
    images = table[dataset.data.long()].unsqueeze(1)
    return TensorDataset(images, dataset.targets)
