"""NumPy numbers in single precision."""
# exercise: 1.1
# mistake: numpy-number-returned

import numpy as np


def pixel_stats(images):
    x = images.numpy().astype(np.float32) / 255
    return x.mean(), x.std()
