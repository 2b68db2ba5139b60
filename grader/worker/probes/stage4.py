"""Probes of stage 4: evaluation, whole runs, curves and predictions."""

import torch

from ...given import LOSSES, Batches, build_net, state_of
from ..figures import figure_from
from ..recording import Elsewhere, ModeRecorder, Moved

CPU = torch.device("cpu")
SERIES = ("train_seen", "train_loss", "test_seen", "test_loss", "test_accuracy")


def evaluate(module, case: dict) -> dict:
    """Evaluate a net on batches that lie elsewhere until they are moved to the device."""
    net = ModeRecorder(build_net(case["net"], case["weights"])).train(case["training"])
    loader = LOADERS[case["loader"]](case["images"], case["labels"], case["batch_size"])
    torch.manual_seed(case["torch_seed"])
    Elsewhere.used = False
    answer = module.evaluate(net, LOSSES[case["loss"]], loader, CPU)
    loss, accuracy = answer if isinstance(answer, list | tuple) and len(answer) == 2 else (None, None)
    return {
        "what was returned": answer,
        "the modes in which the model ran": net.modes_seen(),
        "whether gradients were recorded": any(net.recorded),
        "the loss": loss,
        "the accuracy": accuracy,
        "the weights and buffers afterwards": state_of(net.net),
        "whether every batch was moved to the device": not Elsewhere.used,
    }


def _batches_elsewhere(images: torch.Tensor, labels: torch.Tensor, batch_size: int) -> Batches:
    return Batches(Elsewhere(images), Elsewhere(labels), batch_size)


def _data_loader_elsewhere(images: torch.Tensor, labels: torch.Tensor, batch_size: int):
    def collate(examples: list) -> list:
        return [Elsewhere(each) for each in torch.utils.data.default_collate(examples)]

    dataset = torch.utils.data.TensorDataset(images, labels)
    return torch.utils.data.DataLoader(dataset, batch_size, collate_fn=collate, generator=torch.Generator())


LOADERS = {"Batches": _batches_elsewhere, "DataLoader": _data_loader_elsewhere}


def fit(module, case: dict) -> dict:
    """Train a small net with the student's own functions."""
    net = build_net(case["net"], case["weights"])
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=case["momentum"])
    train_loader, test_loader = (Batches(*case[name], case["batch_size"]) for name in ("train", "test"))
    arguments = {} if case["n_epochs"] is None else {"n_epochs": case["n_epochs"]}
    answer = module.fit(net, LOSSES[case["loss"]], optimizer, train_loader, test_loader, CPU, **arguments)
    is_history = all(hasattr(answer, name) for name in SERIES)
    values = {"what was returned": "a History" if is_history else answer}
    values |= {f"history.{name}": getattr(answer, name, None) for name in SERIES}
    return values | {"the weights after the run": state_of(net)}


def plot_history(module, case: dict) -> dict:
    """Draw a run's history; texts are given without outer spaces, in small letters."""
    figure = figure_from(module, module.plot_history, _history(module, case))
    axes = [each for each in figure["axes"] if each["shown"]]
    series = [line for each in figure["axes"] for line in each["series"] if line["visible"]]
    legends = [each["legend"] for each in figure["axes"] if each["legend"] is not None]
    values = {
        "what was returned": figure["type"],
        "whether the figure was shown": figure["shown"],
        "the number of axes": len(axes),
        "the legend": sorted(_plain(text) for legend in legends + figure["legends"] for text, _ in legend)
        if legends + figure["legends"]
        else "no legend",
    }
    lines = {}
    for each in axes:
        for number, line in enumerate(each["series"]):
            lines.setdefault(_label(number, line, each["legend"] or [], figure["legends"]), line)
    values |= {f"the line {label!r}": {"x": line["x"], "y": line["y"]} for label, line in lines.items()}
    values |= {f"the {name} label": _plain(axes[0][f"{name}_label"]) if axes else "" for name in ("x", "y")}
    return values | {"_number of lines": len(series)}


def _history(module, case: dict):
    """The student's History: with the fields as arguments of its constructor, or else filled in afterwards."""
    lists = {name: list(case[name]) for name in SERIES}
    try:
        return module.History(**lists)
    except TypeError:
        history = module.History()
        for name, values in lists.items():
            setattr(history, name, values)
        return history


def _label(number: int, line: dict, legend: list, figure_legends: list) -> str:
    """What a line is called: its entry in a legend, or else its own label."""
    texts = [text for each in [legend, *figure_legends] for text, which in each if which == number]
    return _plain((texts or [line["label"]])[0])


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def predict(module, case: dict) -> dict:
    """Predict images that lie elsewhere until they are moved to the device."""
    net = ModeRecorder(build_net(case["net"], case["weights"])).train(case["training"])
    torch.manual_seed(case["torch_seed"])
    Elsewhere.used = False
    answer = module.predict(net, Elsewhere(case["images"].clone()), CPU)
    return {
        "what was returned": answer,
        "the modes in which the model ran": net.modes_seen(),
        "whether gradients were recorded": any(net.recorded),
        "whether the images were moved to the device": not Elsewhere.used,
        "where the answer lies": "on the device" if isinstance(answer, Moved) else "on the CPU",
    }


def plot_predictions(module, case: dict) -> dict:
    """Draw images under what the net reads in them; the captions are given without outer spaces, in small letters."""
    net = build_net(case["net"], case["weights"]).train(case["training"])
    torch.manual_seed(case["torch_seed"])
    figure = figure_from(module, lambda: module.plot_predictions(net, case["images"].clone(), CPU))
    shown = [each for each in figure["axes"] if each["shown"] and each["images"]]
    return {
        "what was returned": figure["type"],
        "whether the figure was shown": figure["shown"],
        "the number of images": len(shown),
        "the captions": [_plain(each["title"]) for each in shown],
        "the images": [_stretched(each["images"][0]["pixels"]) for each in shown],
    }


def _stretched(pixels: torch.Tensor) -> torch.Tensor:
    """Bring the darkest pixel to 0 and the brightest to 1: what a person sees, whatever the scale of the numbers."""
    return (pixels - pixels.min()) / (pixels.max() - pixels.min()).clamp(min=1e-12)
