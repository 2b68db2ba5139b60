"""The sum of the pixels is kept in a uint8."""
# exercise: 1.1
# mistake: uint8-overflow


def pixel_stats(images):
    mean = images.sum(dtype=images.dtype).item() / images.numel() / 255
    std = (images.float() / 255 - mean).pow(2).mean().sqrt()
    return mean, std.item()
