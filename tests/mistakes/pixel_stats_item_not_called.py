"""item without its brackets: two methods come back."""
# exercise: 1.1
# mistake: not-called


def pixel_stats(images):
    scaled = images.to(torch.float32) / 255.0
    return scaled.mean().item, scaled.std().item
