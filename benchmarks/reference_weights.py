"""`python benchmarks/reference_weights.py`: train the network that the book's first page lets readers draw for.

Writes `lessons/reference.safetensors`: the weights after the course's own run (3 epochs of SGD, learning rate 0.01, momentum 0.5,
batches of 64, seed 1), and with them what the page says of them. Wants real MNIST (`DIGITS_DATA`), and takes about a minute and a half on
one processor.
"""

import sys
from pathlib import Path

import accuracies
import stage2_model  # `accuracies` has put solutions/ on the path
import torch
from safetensors.torch import save

from coursekit.files import replace_file
from digits import data_name, data_root

OUT = Path(__file__).resolve().parent.parent / "lessons" / "reference.safetensors"
SEED = 1


def main() -> None:
    """Train with one seed, and write the weights with their accuracy on the test set."""
    root = data_root()
    if data_name(root) != "mnist":
        sys.exit("The first page's network reads MNIST: name its folder with DIGITS_DATA.")
    torch.set_num_threads(1)
    sets = accuracies.prepared(root, train=True), accuracies.prepared(root, train=False)
    net, history = accuracies.trained(stage2_model.DigitCNN, SEED, *sets)
    said = {
        "accuracy": f"{history.test_accuracy[-1]:.4f}",
        "epochs": str(accuracies.EPOCHS),
        "seed": str(SEED),
        "data": "mnist",
        "mean": "0.1307",
        "std": "0.3081",
    }
    replace_file(OUT, save(net.state_dict(), metadata=said))
    print(f"wrote {OUT.name}: {said}")


if __name__ == "__main__":
    main()
