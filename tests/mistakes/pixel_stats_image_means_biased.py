"""The standard deviation of the images' means, with NumPy."""
# exercise: 1.1
# mistake: std-of-image-means


def pixel_stats(images):
    means = [float((image / 255).mean()) for image in images.numpy()]
    mean = sum(means) / len(means)
    var = sum((m - mean) ** 2 for m in means) / len(means)
    return mean, var**0.5
