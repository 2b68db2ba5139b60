"""The probe of 4.5."""

import importlib

import torch
from torch import nn

from coursekit.kit.figures import figure_from
from coursekit.kit.pictures import picture_from
from grader.given.images import stretched
from grader.given.nets import build_net

CPU = torch.device("cpu")


def probe(module, case: dict) -> dict:
    """Draw images under what the net reads in them."""
    net = build_net(case["net"], case["weights"]).train(case["training"])
    torch.manual_seed(case["torch_seed"])
    figure = figure_from(module, lambda: module.plot_predictions(net, case["images"].clone(), CPU), twice=case["twice"])
    shown = [each for each in figure["axes"] if each["shown"] and each["images"]]
    return {
        "what was returned": figure["type"],
        "whether the figure was shown": figure["shown"],
        "whether a second call drew into the same figure": figure["reused"],
        "the number of images": len(shown),
        "the captions": [each["title"].strip() for each in shown],
        "the images": [stretched(each["images"][0]["pixels"]) for each in shown],
    }


def exhibit(module, case: dict) -> dict:
    """Draw digits under what a net reads in them, for a page: the student's, or one of a single layer."""
    weights = case["weights"]
    if case["own"]:
        net = importlib.import_module("stage2_model").DigitCNN()
        with torch.no_grad():
            for name, value in weights.items():
                layer, kind = name.split(".")
                getattr(getattr(net, layer), kind).copy_(value)
    else:
        net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.LogSoftmax(dim=1))
        net[1].load_state_dict(weights)
    return {"pixels": picture_from(module.plot_predictions, net, case["images"], CPU)}
