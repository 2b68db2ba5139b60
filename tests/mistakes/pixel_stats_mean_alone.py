"""Only the mean comes back."""
# exercise: 1.1
# mistake: single-number-returned


def pixel_stats(images):
    return (images.float() / 255).mean().item()
