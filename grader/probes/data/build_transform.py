"""1.2 build_transform."""


def probe(module, case: dict) -> dict:
    """Build a transform, and prepare two PIL images with it."""
    from PIL import Image

    transform = module.build_transform(**case["arguments"])
    if not callable(transform):
        return {"what was returned": transform}
    first, second = (transform(Image.fromarray(image.numpy())) for image in case["images"])
    return {
        "what was returned": "a callable",
        "the first image, transformed": first,
        "the second image, transformed": second,
    }
