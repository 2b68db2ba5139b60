"""Mean of squares minus square of the mean, as a list."""
# exercise: 1.1


def pixel_stats(images):
    x = images.double() / 255
    mean = x.mean().item()
    return [mean, ((x * x).mean().item() - mean * mean) ** 0.5]
