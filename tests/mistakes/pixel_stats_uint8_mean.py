"""torch refuses to take the mean of uint8."""
# exercise: 1.1
# mistake: mean-of-uint8


def pixel_stats(images):
    return images.mean().item() / 255, images.std().item() / 255
