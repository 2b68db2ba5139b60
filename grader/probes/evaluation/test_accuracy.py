"""The probe of 4.6: the student's whole pipeline, trained by the grader."""

import importlib
from pathlib import Path

import torch
import torch.nn.functional as F

from digits import idx
from grader.given.images import normalised


def probe(module, case: dict) -> dict:
    """Train the student's net on the student's batches with the student's optimiser and loop, then read the test set.

    The test set's labels are not here: the judge kept them, and what lies in the folder in their place is zeros.
    """
    stage1, stage2, stage3 = (
        importlib.import_module(name) for name in ("stage1_data", "stage2_model", "stage3_training")
    )
    train_loader, _ = stage1.build_loaders(case["root"], batch_size_train=case["batch_size"])
    model = stage2.DigitCNN()
    optimizer = stage3.build_optimizer(model, learning_rate=case["learning_rate"], momentum=case["momentum"])
    for _ in range(case["epochs"]):
        stage3.train_epoch(model, F.nll_loss, optimizer, train_loader, torch.device("cpu"))
    images = torch.from_numpy(idx.read(Path(case["root"]) / "MNIST" / "raw" / "t10k-images-idx3-ubyte"))
    model.eval()
    with torch.no_grad():
        return {"log-probabilities": torch.cat([model(normalised(chunk)) for chunk in images.split(1000)])}
