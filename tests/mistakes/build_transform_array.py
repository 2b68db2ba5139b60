"""A NumPy array is returned."""
# exercise: 1.2
# mistake: array-returned

import numpy as np


def build_transform(mean=0.1307, std=0.3081):
    return lambda image: ((np.asarray(image, dtype=np.float32) / 255 - mean) / std)[None]
