"""What a network makes of a picture: its answer, what happens inside, and which pixels the answer hangs on."""

import math
from contextlib import contextmanager

import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

from digits.check import IMAGE_SIDE
from digits.draw.frames import packed

LAYERS = {"conv1": 4, "conv2": 4, "fc1": 2}  # what is looked at, and the dimensions of its output


class AnswerError(Exception):
    """The network or the transform returned something else than agreed; the message says what, `where` is the function."""

    def __init__(self, message: str, where=None) -> None:
        super().__init__(message)
        self.where = where


def to_input(transform, pixels: bytes) -> torch.Tensor:
    """784 grey values, 0 the paper and 255 the ink, as the network's input: float (1, 1, 28, 28).

    Raises AnswerError unless the transform gives a float tensor (1, 28, 28), and what it raises itself.
    """
    image = transform(Image.frombytes("L", (IMAGE_SIDE, IMAGE_SIDE), pixels))
    if not isinstance(image, torch.Tensor):
        raise AnswerError(
            f"build_transform() made a {type(image).__name__} of a picture, where a tensor belongs.", transform
        )
    if tuple(image.shape) != (1, IMAGE_SIDE, IMAGE_SIDE) or not image.is_floating_point():
        raise AnswerError(
            f"build_transform() made {_kind(image)} of a picture, where torch.float32 of shape (1, 28, 28) belongs.",
            transform,
        )
    return image.detach()[None]


def answers(model: nn.Module, images: torch.Tensor) -> torch.Tensor:
    """Log-probabilities (B, 10) of images (B, 1, 28, 28), in evaluation mode. Raises AnswerError for anything else."""
    model.train(False)
    output = model(images)
    if not isinstance(output, torch.Tensor):
        raise AnswerError(
            f"DigitCNN returned a {type(output).__name__}, where log-probabilities (B, 10) belong.", model.forward
        )
    if tuple(output.shape) != (len(images), 10):
        raise AnswerError(
            f"DigitCNN returned {_kind(output)} for a batch of {len(images)}: log-probabilities ({len(images)}, 10) belong there.",
            model.forward,
        )
    if output.isnan().any():
        raise AnswerError(
            "DigitCNN returned NaN: some number in it, perhaps a weight, is no number any more.", model.forward
        )
    return output


def read(model: nn.Module, image: torch.Tensor, gradient: bool = False) -> dict:
    """Read one image (1, 1, 28, 28), and look inside meanwhile.

    Returns:
        `probabilities`: ten floats that sum to 1; `digit`: the likeliest; `notes`: sentences on what is not as agreed;
        `inside`: for "conv1" and "conv2" what its brick makes after 2 × 2 max-pooling and ReLU, for "fc1" after ReLU:
        {"shape": (channels, height, width) or (units,), "highest": float, "values": bytes in base64, 255 for the highest:
        the page shows greys, and waits for every byte}, or {"why_not": a sentence};
        `gradient`: if asked for, of the likeliest digit's log-probability with respect to the image, 784 float32.
    """
    image = image.clone().requires_grad_(gradient)
    with torch.set_grad_enabled(gradient), _listening(model) as heard:
        output = answers(model, image)
    log_probs, notes = F.log_softmax(output.detach().double(), dim=1)[0], []  # of log-probabilities it changes nothing
    total = output.detach().double().exp().sum().item()
    if not math.isclose(total, 1, abs_tol=1e-3):
        notes.append(
            f"What DigitCNN returned are no log-probabilities: their exponentials sum to {total:.3g}, not to 1. "
            "The bars show the softmax of it."
        )
    digit = int(log_probs.argmax())
    result = {
        "probabilities": log_probs.exp().tolist(),
        "digit": digit,
        "notes": notes,
        "inside": _inside(model, heard),
    }
    if gradient:
        if not output.requires_grad:
            raise AnswerError(
                "No gradient comes back to the image: forward cuts it off, with no_grad or detach perhaps.",
                model.forward,
            )
        (slopes,) = torch.autograd.grad(output[0, digit], image)
        result["gradient"] = _numbers(slopes)["values"]
    return result


def kernels(model: nn.Module) -> dict:
    """The weights of conv1 and conv2, as far as there are such: {"conv1": {"shape": (32, 1, 5, 5), "values"}, …}."""
    found = {name: getattr(getattr(model, name, None), "weight", None) for name in ("conv1", "conv2")}
    return {
        name: _numbers(weight)
        for name, weight in found.items()
        if isinstance(weight, torch.Tensor) and weight.ndim == 4
    }


@contextmanager
def _listening(model: nn.Module):
    """A dict that keeps what the layers put out, by their names."""
    heard, hooks = {}, []
    for name in LAYERS:
        layer = getattr(model, name, None)
        if isinstance(layer, nn.Module):
            hooks.append(layer.register_forward_hook(lambda _, __, output, name=name: heard.update({name: output})))
    try:
        yield heard
    finally:
        for hook in hooks:
            hook.remove()


def _inside(model: nn.Module, heard: dict) -> dict:
    found = {}
    for name, dimensions in LAYERS.items():
        output = heard.get(name)
        if not isinstance(getattr(model, name, None), nn.Module):
            found[name] = {"why_not": f"DigitCNN has no layer {name}: there is nothing to look into."}
        elif name not in heard:
            found[name] = {"why_not": f"forward never called self.{name}, so nothing was heard of it."}
        elif not isinstance(output, torch.Tensor) or output.ndim != dimensions:
            found[name] = {"why_not": f"self.{name} put out something else than {dimensions} dimensions."}
        elif dimensions == 4 and min(output.shape[2:]) < 2:
            found[name] = {"why_not": f"The maps of self.{name} are too small to be pooled: {tuple(output.shape)}."}
        else:
            pooled = F.max_pool2d(output, 2) if dimensions == 4 else output
            found[name] = _greys(pooled[0].clamp(min=0))  # whichever of ReLU and pooling comes first
    return found


def _numbers(tensor: torch.Tensor) -> dict:
    values = tensor.detach().to("cpu", torch.float32).contiguous()
    return {"shape": list(values.shape), "values": packed(values.numpy().astype("<f4").tobytes())}


def _greys(tensor: torch.Tensor) -> dict:
    values = tensor.detach().to("cpu", torch.float32).nan_to_num()
    highest = values.max().item()
    greys = (values * (255 / highest if highest > 0 else 0)).round().to(torch.uint8).contiguous()
    return {"shape": list(values.shape), "highest": highest, "values": packed(greys.numpy().tobytes())}


def _kind(tensor: torch.Tensor) -> str:
    return f"{tensor.dtype} of shape {tuple(tensor.shape)}"
