"""Draws the inputs of an exercise at random."""

import random
import zlib

import torch


class Draw:
    """A source of random inputs that depends on the run's seed and on the exercise alone."""

    def __init__(self, seed: int, id: str) -> None:
        state = zlib.crc32(f"{seed} {id}".encode())
        self.random = random.Random(state)
        self.generator = torch.Generator().manual_seed(state)

    def integer(self, low: int, high: int) -> int:
        """An int between low and high, both included."""
        return self.random.randint(low, high)

    def number(self, low: float, high: float) -> float:
        """A float between low and high."""
        return self.random.uniform(low, high)

    def choice(self, sequence):
        """One element of a sequence."""
        return self.random.choice(sequence)

    def normal(self, *shape: int) -> torch.Tensor:
        """float32 of the given shape, standard normal."""
        return torch.randn(shape, generator=self.generator)

    def pixels(self, *shape: int) -> torch.Tensor:
        """uint8 of the given shape, 0 to 255."""
        return torch.randint(0, 256, shape, generator=self.generator, dtype=torch.uint8)

    def labels(self, count: int, classes: int = 10) -> torch.Tensor:
        """int64 (count,): unsorted, and not all the same where there is more than one."""
        while True:
            labels = torch.randint(0, classes, (count,), generator=self.generator)
            if count < 3 or (len(labels.unique()) > 1 and not labels.equal(labels.sort().values)):
                return labels

    def log_probs(self, count: int, classes: int = 10) -> torch.Tensor:
        """float32 (count, classes): rows of log-probabilities."""
        return torch.log_softmax(2 * self.normal(count, classes), dim=1)
