"""Rounded as the docstring prints them."""
# exercise: 1.1
# mistake: rounded


def pixel_stats(images):
    x = images.float() / 255
    return round(x.mean().item(), 4), round(x.std().item(), 4)
