"""Scaled, and nothing else."""
# exercise: 1.2
# mistake: missing-normalisation+missing-channel-axis

import numpy as np


def build_transform(mean=0.1307, std=0.3081):
    return lambda image: torch.tensor(np.array(image)) / 255
