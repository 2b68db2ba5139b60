"""A letter is missing in a name."""
# exercise: 1.1
# mistake: misspelt-name


def pixel_stats(images):
    pixels = images.float() / 255
    return pixles.mean().item(), pixels.std().item()
