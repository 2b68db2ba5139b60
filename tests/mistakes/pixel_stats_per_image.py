"""One mean and one standard deviation per image."""
# exercise: 1.1
# mistake: one-number-per-image


def pixel_stats(images):
    x = images / 255
    return x.mean(dim=(1, 2)), x.std(dim=(1, 2))
