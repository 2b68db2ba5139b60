"""The squares of the pixels do not fit into uint8."""
# exercise: 1.1
# mistake: uint8-overflow


def pixel_stats(images):
    mean = images.float().mean() / 255
    mean_of_squares = (images**2).float().mean() / 255**2
    std = (mean_of_squares - mean**2).sqrt()
    return mean.item(), std.item()
