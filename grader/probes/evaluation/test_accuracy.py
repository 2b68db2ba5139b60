"""The probe of 4.6: the student's whole pipeline, trained by the grader."""

import importlib
from pathlib import Path

import torch
import torch.nn.functional as F

from digits import idx
from grader.given.images import normalised

MOST_LOGGED = 1000  # entries of an epoch's log that are told
CHUNK = 100  # images that a net reads at once: what it computes of them still fits the processor's cache


def probe(module, case: dict) -> dict:
    """Train the student's net on the student's batches with the student's optimiser and loop, then read the test set.

    The test set's labels are not here: the judge kept them, and what lies in the folder in their place is zeros. A net that
    was not trained yet reads some of it too, and so does the trained one after its parameters were drawn anew.
    """
    stage1, stage2, stage3 = (
        importlib.import_module(name) for name in ("stage1_data", "stage2_model", "stage3_training")
    )
    train_loader, _ = stage1.build_loaders(case["root"], batch_size_train=case["batch_size"])
    images = torch.from_numpy(idx.read(Path(case["root"]) / "MNIST" / "raw" / "t10k-images-idx3-ubyte"))
    sample = images[: case["sample"]]
    with torch.random.fork_rng(devices=[]):
        fresh, layout = _read_untrained(stage2.DigitCNN, sample)
    model = stage2.DigitCNN().to(memory_format=layout)
    optimizer = stage3.build_optimizer(model, learning_rate=case["learning_rate"], momentum=case["momentum"])
    log = []
    for _ in range(case["epochs"]):
        device, every = torch.device("cpu"), case["log_every"]
        returned = stage3.train_epoch(model, F.nll_loss, optimizer, train_loader, device, log_every=every)
        log.append(returned[:MOST_LOGGED] if isinstance(returned, list) else None)
    torch.set_num_threads(case["all_threads"])  # to read the whole test set
    weights = {
        f"{name}.{kind}": getattr(getattr(model, name), kind).detach().clone()
        for name in ("conv1", "conv2", "fc1", "fc2")
        for kind in ("weight", "bias")
    }
    trained = _read(model, images)
    return {
        "log-probabilities": trained,
        "weights": weights,
        "fresh log-probabilities": fresh,
        "redrawn log-probabilities": _read(_redrawn(model), sample),
        "_log": log,
    }


def _read_untrained(new_net, sample: torch.Tensor) -> tuple[torch.Tensor, torch.memory_format]:
    """What a new net answers, and how its maps are to lie in memory: channels last is faster, where its forward can do with it."""
    try:
        return _read(new_net().to(memory_format=torch.channels_last), sample), torch.channels_last
    except RuntimeError:  # of a view, say: of such maps it cannot make one
        return _read(new_net(), sample), torch.contiguous_format


def _read(model: torch.nn.Module, images: torch.Tensor) -> torch.Tensor:
    """What the net answers in evaluation mode: log-probabilities (N, 10) of uint8 images (N, 28, 28)."""
    model.eval()
    with torch.no_grad():
        return torch.cat([model(normalised(chunk)) for chunk in images.split(CHUNK)])


def _redrawn(model: torch.nn.Module) -> torch.nn.Module:
    """The same net, all that it learnt forgotten."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(std=0.05)
    return model
