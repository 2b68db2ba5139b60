"""1.4 plot_digits."""

from coursekit.kit.figures import figure_from
from coursekit.kit.pictures import picture_from


def probe(module, case: dict) -> dict:
    """Draw images with captions in a grid, and tell what is to be seen in reading order."""
    arguments = {} if case["columns"] is None else {"columns": case["columns"]}
    figure = figure_from(
        module,
        lambda: module.plot_digits(case["images"].clone(), list(case["captions"]), **arguments),
        twice=case["twice"],
    )
    shown = [each for each in figure["axes"] if each["shown"]]
    filled = [each for each in shown if each["images"]]
    rows = [each["row"] for each in filled]
    return {
        "what was returned": figure["type"],
        "whether the figure was shown": figure["shown"],
        "whether a second call drew into the same figure": figure["reused"],
        "the number of images in each row": [rows.count(row) for row in sorted(set(rows))],
        "the images in reading order": [each["images"][-1]["pixels"] for each in filled],
        "the titles in reading order": [each["title"].strip() for each in filled],
        "whether all images are grey": all(image["grey"] for each in filled for image in each["images"]),
        "whether ticks can be seen": any(each["x_ticks"] or each["y_ticks"] for each in filled),
        "the number of axes that are shown without an image": len(shown) - len(filled),
        "_other texts": [text for each in filled for text in [each["x_label"], each["y_label"], *each["texts"]] if text]
        + figure["texts"],
        "_images per axes": [len(each["images"]) for each in filled],
    }


def exhibit(module, case: dict) -> dict:
    """Draw images with captions, for a page."""
    return {"pixels": picture_from(module.plot_digits, case["images"], case["captions"])}
