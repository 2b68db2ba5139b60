"""The squares overflow, and math.sqrt has nothing to take a root of."""
# exercise: 1.1
# mistake: uint8-overflow

import math


def pixel_stats(images):
    pixels = images.numpy()
    mean = pixels.mean() / 255
    variance = (pixels * pixels).mean() / 255**2 - mean**2
    return float(mean), math.sqrt(variance)
