"""The variance, rounded."""
# exercise: 1.1
# mistake: variance-for-std+rounded


def pixel_stats(images):
    pixels = images.float() / 255
    return round(pixels.mean().item(), 4), round(pixels.var().item(), 4)
