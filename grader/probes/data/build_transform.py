"""1.2 build_transform."""

import torch

AGAIN = 20  # times that the same image is transformed: what is tossed up each time shows


def probe(module, case: dict) -> dict:
    """Build a transform, and prepare two PIL images with it."""
    from PIL import Image

    transform = module.build_transform(**case["arguments"])
    if not callable(transform):
        return {"what was returned": transform}
    first, second = (transform(Image.fromarray(image.numpy())) for image in case["images"])
    again = [transform(Image.fromarray(case["images"][0].numpy())) for _ in range(AGAIN)]
    return {
        "what was returned": "a callable",
        "whether an image gives the same tensor each time": all(_same(first, each) for each in again),
        "the first image, transformed": first,
        "the second image, transformed": second,
    }


def _same(one, other) -> bool:
    """Whether two answers are the same; what are no tensors is not asked."""
    if not isinstance(one, torch.Tensor) or not isinstance(other, torch.Tensor):
        return True
    return torch.equal(one, other) or bool(one.isnan().any())
