"""Where to compute."""

import torch


def best_device() -> torch.device:
    """The fastest device of this machine: an NVIDIA GPU ("cuda"), else an Apple one ("mps"), else "cpu"."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")
