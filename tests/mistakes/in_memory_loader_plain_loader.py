"""The plain loader."""
# exercise: 5.1
# mistake: prepared-anew

from torch.utils.data import DataLoader


def in_memory_loader(dataset, batch_size=64, shuffle=True):
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle)
