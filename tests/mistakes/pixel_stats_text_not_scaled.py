"""Text, of pixels that were never scaled."""
# exercise: 1.1
# mistake: not-scaled+text-returned


def pixel_stats(images):
    pixels = images.float()
    return f"{pixels.mean():.4f}", f"{pixels.std():.4f}"
