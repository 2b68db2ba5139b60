"""NumPy numbers in double precision are Python floats too."""
# exercise: 1.1

import numpy as np


def pixel_stats(images):
    x = images.numpy() / 255
    return np.mean(x), np.std(x)
