"""With NumPy, whose numbers count as floats."""
# exercise: 1.1


def pixel_stats(images):
    pixels = images.numpy() / 255
    return pixels.mean(), pixels.std()
