"""The bytes are divided in place, where the shares do not fit in."""
# exercise: 1.1
# mistake: wrong-dtype


def pixel_stats(images):
    images /= 255
    return images.mean().item(), images.std().item()
