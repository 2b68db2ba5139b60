"""The same random numbers in every run."""

import random

import numpy as np
import torch


def seed_everything(seed: int) -> None:
    """Seed Python's, NumPy's and torch's random numbers (every device's), with `seed` in 0 … 2³² − 1.

    The same seed gives the same run on the same machine with the same versions, on the CPU; a GPU may still add
    floating point numbers in another order (https://pytorch.org/docs/stable/notes/randomness.html).
    Raises ValueError if `seed` is out of range, before anything is seeded.
    """
    if not 0 <= seed < 2**32:  # NumPy's range, the narrowest of the three
        raise ValueError(f"The seed must be between 0 and 2**32 - 1, not {seed}.")
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
