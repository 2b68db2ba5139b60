"""What 4.4 and 4.5 predict: a net and images in which it reads various digits."""

import torch

from grader.given.nets import build_net, draw_weights


def net_and_images(draw, count: int) -> dict:
    """A noisy net, and images (count, 1, 28, 28) in which it reads various digits, neither rising nor falling."""
    while True:
        weights = draw_weights("noisy_digits", draw)
        blocks = draw.normal(count, 1, 4, 4).repeat_interleave(7, dim=2).repeat_interleave(7, dim=3)
        images = blocks + 0.3 * draw.normal(count, 1, 28, 28)
        with torch.no_grad():
            digits = build_net("noisy_digits", weights).eval()(images).argmax(dim=1).tolist()
        orders = {tuple(each) for each in (digits, digits[::-1], sorted(digits))}
        if count == 1 or (len(set(digits)) > 2 and digits[0] != digits[-1] and len(orders) == 3):
            break
    return {"net": "noisy_digits", "weights": weights, "torch_seed": draw.integer(0, 10**6), "images": images}
