"""Tensors, and the variance."""
# exercise: 1.1
# mistake: variance-for-std+tensor-returned


def pixel_stats(images):
    x = images.float() / 255
    return x.mean(), x.var()
