"""The variance in place of its root."""
# exercise: 1.1
# mistake: variance-for-std


def pixel_stats(images):
    x = images.float() / 255
    return float(x.mean()), float(x.var())
