"""NumPy calculates in float64."""
# exercise: 1.2
# mistake: double-precision

import numpy as np


def build_transform(mean=0.1307, std=0.3081):
    def transform(image):
        pixels = np.array(image) / 255
        return torch.from_numpy((pixels - mean) / std).unsqueeze(0)

    return transform
