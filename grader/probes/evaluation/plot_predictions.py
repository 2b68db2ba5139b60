"""The probe of 4.5."""

import torch

from coursekit.kit.figures import figure_from
from grader.given.images import stretched
from grader.given.nets import build_net

CPU = torch.device("cpu")


def probe(module, case: dict) -> dict:
    """Draw images under what the net reads in them."""
    net = build_net(case["net"], case["weights"]).train(case["training"])
    torch.manual_seed(case["torch_seed"])
    figure = figure_from(module, lambda: module.plot_predictions(net, case["images"].clone(), CPU))
    shown = [each for each in figure["axes"] if each["shown"] and each["images"]]
    return {
        "what was returned": figure["type"],
        "whether the figure was shown": figure["shown"],
        "whether a second call drew into the same figure": figure["reused"],
        "the number of images": len(shown),
        "the captions": [each["title"].strip() for each in shown],
        "the images": [stretched(each["images"][0]["pixels"]) for each in shown],
    }
