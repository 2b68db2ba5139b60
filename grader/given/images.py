"""Images as the course prepares them, and images that spell their own number."""

import torch

MEAN, STD = 0.1307, 0.3081  # of MNIST's training pixels, scaled to [0, 1]
NUMBER_BITS = 13  # an image of the small MNIST for 1.3 and 5.1 spells its number in this many of its first pixels


def numbered(images: torch.Tensor, first: int) -> torch.Tensor:
    """uint8 (N, 28, 28): the images with their number, counted from `first`, spelled in their first pixels."""
    images = images.clone().flatten(1)
    for number, image in enumerate(images, start=first):
        bits = [number >> place & 1 for place in range(NUMBER_BITS)]
        # A bright and a dark pixel at the end, so that every image has both.
        image[: NUMBER_BITS + 2] = 255 * torch.tensor([*bits, 1, 0], dtype=torch.uint8)
    return images.view(-1, 28, 28)


def normalised(images: torch.Tensor) -> torch.Tensor:
    """float32 (N, 1, 28, 28) of uint8 (N, 28, 28), as `build_transform` prepares them."""
    return ((images.float() / 255 - MEAN) / STD).unsqueeze(1)


def stretched(pixels: torch.Tensor) -> torch.Tensor:
    """Bring the darkest pixel to 0 and the brightest to 1: what a person sees, whatever the scale of the numbers."""
    return (pixels - pixels.min()) / (pixels.max() - pixels.min()).clamp(min=1e-12)
