"""All pixels become a plain list, which has no mean()."""
# exercise: 1.1
# mistake: not-unpacked


def pixel_stats(images):
    values = (images / 255.0).flatten().tolist()
    return values.mean(), values.std()
