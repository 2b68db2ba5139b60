"""The channel axis is missing."""
# exercise: 1.2
# mistake: missing-channel-axis

import numpy as np


def build_transform(mean=0.1307, std=0.3081):
    def transform(image):
        x = torch.tensor(np.array(image), dtype=torch.float32) / 255
        return (x - mean) / std

    return transform
