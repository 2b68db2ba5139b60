"""The whole run on MNIST and its baselines, recorded beforehand: too long for a lesson to repeat.

The course's own repository has the program that makes the record, `benchmarks/accuracies.py`.
"""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("recorded.json")


@cache
def recorded() -> dict:
    """What was measured on MNIST, each by the course's recipe: 3 epochs of SGD, learning rate 0.01, momentum 0.5.

    Returns:
        `command`: what records it; `seeds`: a list of int;
        `test_accuracy`: for each network a list of shares in [0, 1], one per seed, in the order of `seeds`, or for
        the first seed alone (`always_0` nobody trains: it has one);
        `runs`: for each seed the whole run of the course's network: `seed`, and the lists of stage 4's `History`.
    """
    return json.loads(FILE.read_text(encoding="utf-8"))
