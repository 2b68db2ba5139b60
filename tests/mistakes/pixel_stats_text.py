"""Formatted text comes back."""
# exercise: 1.1
# mistake: text-returned


def pixel_stats(images):
    x = images.float() / 255
    return f"{x.mean():.4f}", f"{x.std():.4f}"
