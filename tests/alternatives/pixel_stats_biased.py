"""The biased standard deviation."""
# exercise: 1.1


def pixel_stats(images):
    pixels = images.to(torch.float64) / 255
    return pixels.mean().item(), pixels.std(correction=0).item()
