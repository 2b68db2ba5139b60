"""The probe of 5.3: the student's net, trained as the student likes."""

from pathlib import Path

import torch
from torch import nn

from digits import idx
from grader.given.images import normalised
from grader.given.tutorial_epoch import seconds_of_an_epoch

CPU = torch.device("cpu")


def probe(module, case: dict) -> dict:
    """Have the net trained, then let it read the test set.

    The test set's labels are not here: the judge kept them, and what lies in the folder in their place is zeros. Some of the
    images it reads in other ways too, by which a mistake can be told: in training mode, and not normalised.
    """
    net = module.race(case["root"], CPU)
    if not isinstance(net, nn.Module):
        return {"kind": type(net).__name__}
    images = torch.from_numpy(idx.read(Path(case["root"]) / "MNIST" / "raw" / "t10k-images-idx3-ubyte"))
    sample = images[: case["sample"]]
    net = net.to(CPU).eval()
    return {
        "kind": "Module",
        "answers": _read(net, normalised(images)),
        "of pixels in [0, 255]": _read(net, sample.unsqueeze(1).float()),
        "in training mode": _read(net.train(), normalised(sample)),  # the last: it may change what the net keeps
    }


def tutorial_epoch(module, case: dict) -> dict:
    """How long an epoch of the tutorial's training would take, in seconds."""
    return {"seconds": seconds_of_an_epoch(Path(case["root"]))}


def _read(net: nn.Module, images: torch.Tensor) -> torch.Tensor:
    """What the net answers: (N, 10), of images (N, 1, 28, 28)."""
    with torch.no_grad():
        return torch.cat([net(chunk) for chunk in images.split(1000)])
