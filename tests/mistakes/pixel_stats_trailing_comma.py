"""A comma at the end of a line makes a tuple."""
# exercise: 1.1
# mistake: trailing-comma


def pixel_stats(images):
    scaled = images.float() / 255
    average = scaled.mean().item(),  # fmt: skip
    spread = scaled.std().item()
    return average, spread
