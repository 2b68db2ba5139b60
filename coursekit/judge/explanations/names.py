"""Names and attributes that are not there, and what was used before it had a value."""

from .rules import UNCALLED, Explanation, rule

MODULES = {
    "torch": "import torch", "nn": "from torch import nn", "F": "import torch.nn.functional as F",
    "optim": "from torch import optim", "np": "import numpy as np", "plt": "import matplotlib.pyplot as plt",
    "transforms": "from torchvision import transforms", "datasets": "from torchvision import datasets",
    "DataLoader": "from torch.utils.data import DataLoader",
    "random": "import random", "math": "import math", "copy": "import copy", "os": "import os", "time": "import time",
    "Path": "from pathlib import Path", "Image": "from PIL import Image", "torchvision": "import torchvision",
}  # fmt: skip
SPELT = "Python takes a name letter by letter: capitals and underscores count."
IMPORTED = "Imports stand at the top of the file. What is imported there is known in all of its functions."
SELF = "What other methods are to find in the object is kept under a name that begins with self."
NOTEBOOK = {"get_ipython", "display", "In", "Out"}


@rule("NameError", r"name '(\w+)' is not defined")
def _(error, found):
    name, meant = found[1], error["meant"]
    if name in NOTEBOOK:
        return Explanation(
            f"{name} exists only inside a notebook (Jupyter, IPython). A .py file has to do without it.",
            "notebook-only-name",
            "What a function needs comes in its arguments, and print() shows a value everywhere.",
        )
    if meant and meant.startswith("self."):
        return Explanation(f"{name} belongs to the object, so inside a method it is {meant}.", "missing-self", SELF)
    if name in MODULES and name != meant:
        return Explanation(f"{name} is not imported in this file: {MODULES[name]}.", "missing-import", IMPORTED)
    if meant:
        return Explanation(f"There is no {name} here. Do you mean {meant}?", "misspelt-name", SPELT)
    return Explanation(
        f"Nothing of the name {name} was defined before this line ran. Is it spelt as it was where it was made?",
        "unknown-name",
        "A name that is given inside a function is known in that function alone.",
    )


@rule("UnboundLocalError", r"local variable '(\w+)'")
def _(error, found):
    return Explanation(
        f"{found[1]} is assigned somewhere in this function, so in it the name is a local one, and it has no value yet when this line runs.",
        "used-before-assigned",
        "What a loop adds to, or changes, needs its first value before the loop.",
    )


@rule("TypeError AttributeError", r"context manager protocol|__enter__")
def _(error, found):
    return Explanation(
        "with needs an object: call what stands behind it, with brackets, as in no_grad().", "not-called"
    )


@rule("AttributeError", "cannot assign .* before Module.__init__")
def _(error, found):
    return Explanation(
        "super().__init__() was not called before the first layer was assigned. It sets the module up.", "no-super-init"
    )


@rule("AttributeError", r"'NoneType' object has no attribute '(\w+)'")
def _(error, found):
    return Explanation(
        f"What stands before .{found[1]} is None there: perhaps a function that returns nothing gave it.", "none-used"
    )


@rule("AttributeError", rf"'({'|'.join(UNCALLED)})' object has no attribute '(\w+)'")
def _(error, found):
    return Explanation(
        f"What stands before .{found[2]} is a function itself. Are its brackets, (), missing, or have two arguments changed places?",
        "not-called",
    )


@rule("AttributeError", r"'(tuple|list|dict|float|int|str|bool)' object has no attribute '(\w+)'")
def _(error, found):
    kind, name = found[1], found[2]
    article = "an" if kind == "int" else "a"
    if kind in ("float", "int"):
        return Explanation(
            f"What stands before .{name} is {article} {kind} there, a plain number. Was it a tensor once, before .item() or float()?",
            "plain-number",
        )
    if kind in ("tuple", "list"):
        text = f"What stands before .{name} is a {kind} there, which has no {name}. Was one of its elements meant, or a tensor?"
        return Explanation(text, "not-unpacked")
    if kind == "bool":
        text = f"What stands before .{name} is a single yes or no there. A comparison of two things that are not both tensors gives one."
        return Explanation(text, "single-truth-value")
    return f"What stands before .{name} is {article} {kind} there."


@rule("AttributeError", r"type object '(\w+)' has no attribute '(\w+)'")
def _(error, found):
    text = f"{found[1]} is a class here, and has no {found[2]} itself. Was {found[1]}() meant, with brackets, which makes an object?"
    return Explanation(text, "class-not-called")


@rule(
    "AttributeError",
    r"'(\w+)' object has no attribute '(\w+)'|module '([\w.]+)' has no attribute '(\w+)'|type object '(\w+)' has no attribute '(\w+)'",
)
def _(error, found):
    name = found[2] or found[4] or found[6]
    if error["meant"]:
        return Explanation(f"There is no {name}. Do you mean {error['meant']}?", "misspelt-name", SPELT)
    owner = found[1] or found[3] or found[5]
    return Explanation(
        f"{owner} has no {name}. Is it spelt right, and was it assigned before this line ran?", "unknown-attribute"
    )
