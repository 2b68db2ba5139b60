"""A loader over tensors."""

from collections.abc import Iterator

import torch


class Batches:
    """A loader: re-iterable pairs of (images, labels) in a fixed order, the last batch possibly smaller."""

    def __init__(self, images: torch.Tensor, labels: torch.Tensor, batch_size: int) -> None:
        self.dataset = torch.utils.data.TensorDataset(images, labels)
        self.batch_size = batch_size

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        images, labels = self.dataset.tensors
        return iter(list(zip(images.split(self.batch_size), labels.split(self.batch_size), strict=True)))

    def __len__(self) -> int:
        return -(-len(self.dataset) // self.batch_size)
