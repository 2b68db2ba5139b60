"""The probe of 4.3."""

from coursekit.kit.figures import figure_from
from coursekit.kit.pictures import picture_from


def probe(module, case: dict) -> dict:
    """Draw a run's history; texts are given as they are written, and lines by their plain labels."""
    figure = figure_from(module, lambda: module.plot_history(_history(module, case)))
    axes = [each for each in figure["axes"] if each["shown"]]
    series = [line for each in figure["axes"] for line in each["series"] if line["visible"]]
    legends = [each["legend"] for each in figure["axes"] if each["legend"] is not None]
    values = {
        "what was returned": figure["type"],
        "whether the figure was shown": figure["shown"],
        "whether a second call drew into the same figure": figure["reused"],
        "the number of axes": len(axes),
        "the legend": [text for legend in legends + figure["legends"] for text, _ in legend]
        if legends + figure["legends"]
        else "no legend",
        "the lines of which only the points are drawn": [
            _label(number, line, each["legend"] or [], figure["legends"])
            for each in axes
            for number, line in enumerate(each["series"])
            if line["kind"] == "scatter" and line["visible"]
        ],
    }
    lines = {}
    for each in axes:
        for number, line in enumerate(each["series"]):
            lines.setdefault(_label(number, line, each["legend"] or [], figure["legends"]), line)
    values |= {f"the line {label!r}": {"x": line["x"], "y": line["y"]} for label, line in lines.items()}
    values |= {f"the {name} label": axes[0][f"{name}_label"] if axes else "" for name in ("x", "y")}
    own = [line["label"] for line in series if not line["label"].startswith("_")]
    return values | {"_number of lines": len(series), "_labels of the lines": own}


def exhibit(module, case: dict) -> dict:
    """Draw a run's history, for a page."""
    return {"pixels": picture_from(module.plot_history, _history(module, case))}


def _history(module, case: dict):
    """The student's History: with the fields as arguments of its constructor, or else filled in afterwards."""
    lists = {name: list(values) for name, values in case.items()}
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
