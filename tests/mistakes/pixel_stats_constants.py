"""The numbers of the docstring."""
# exercise: 1.1
# mistake: constants-returned


def pixel_stats(images):
    return 0.1307, 0.3081
