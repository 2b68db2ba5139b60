"""A trained network and a pad to draw on, as one HTML file that needs neither Python nor a network."""

import base64
import hashlib
import html
import json
import os
import subprocess
import sys
from pathlib import Path
from string import Template

from digits.draw.course_net import LAYERS, missing_from
from digits.weights import MissingWeightsError, WeightsError, load_weights

STATIC = Path(__file__).parent / "static"
SCRIPTS = ("net.js", "prepare.js", "pad.js", "bars.js", "maps.js", "reader.js")
STYLES = ("pad.css", "reader.css")
PATIENCE = 120  # seconds for the student's code to say how it scales a picture: mostly the time to import torch
TEST_SETS = {"mnist": "MNIST’s test digits", "rendered": "the test digits that its course drew"}


class ExportError(Exception):
    """Why there can be no such file, and what can be done, in words for the student."""


def export(submission: Path, weights: Path, target: Path, name: str | None = None) -> None:
    """Write a page in which a student's network reads what is drawn.

    Args:
        submission: the folder of their stage files. How `build_transform` scales pixels, and whether `DigitCNN` is the course's
            network, is asked of them in a process of its own.
        weights: a safetensors file with the state_dict of that network; its metadata may have "accuracy" (of 1), "epochs" and "data".
        target: the HTML file, which may be there already.
        name: whose network it is; None leaves that open.

    Raises:
        ExportError: their transform or network is not one that the page can compute, or a file cannot be read or written.
    """
    try:
        _read(weights)  # what is wrong with the file itself is told at once
    except MissingWeightsError:
        trains = f"python {submission / 'stage4_evaluation.py'}"
        raise ExportError(f"There are no weights in {weights}: train your network first, with {trains}") from None
    mean, std = _scale(submission, weights)
    try:
        target.write_text(page(described(weights, mean, std, name), name), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror or error}.") from None


def described(weights: Path, mean: float, std: float, name: str | None = None) -> dict:
    """All that the page's scripts need of a network, as plain values.

    Args:
        weights, name: as for `export`.
        mean, std: of pixels in [0, 1], as its transform subtracts and divides.

    Returns:
        `layers`: [{"name", "shape"}] in order; `weights`: in base64, float32 little-endian, each layer's weight and then its bias;
        `mean` and `std`; `about`: a sentence.

    Raises:
        ExportError: the file is not of safetensors, or its network is not the course's.
    """
    state, said = _read(weights)
    values = [state[f"{layer}.{part}"].astype("<f4").tobytes() for layer in LAYERS for part in ("weight", "bias")]
    return {
        "layers": [{"name": layer, "shape": shape} for layer, shape in LAYERS.items()],
        "mean": mean,
        "std": std,
        "about": about(said, name),
        "weights": base64.b64encode(b"".join(values)).decode("ascii"),
    }


def about(said: dict, name: str | None) -> str:
    """Whose network it is and how well it reads, in a sentence, from what `load_weights` says of it: what is not there is left out."""
    whose = f"{name}’s network" if name else "This network"
    whose += " has 46,566 weights and biases"
    try:
        share, test_set = f"{float(said['accuracy']):.2%}".replace("%", " %"), TEST_SETS[said["data"]]
    except (KeyError, ValueError):
        return f"{whose}."
    epochs = str(said.get("epochs", ""))
    after = f" after {epochs} epoch{'s' * (epochs != '1')} of training" if epochs.isdecimal() else ""
    return f"{whose}, and reads {share} of {test_set} correctly{after}."


def page(net: dict, name: str | None = None) -> str:
    """The HTML of a page for a network as `described` gives it."""
    title = f"{name}’s digit reader" if name else "A digit reader"
    script = f"{scripts()}\nmountReader(document.getElementById('reader'), JSON.parse(document.getElementById('net').textContent), {{ inside: true, keys: true }});"
    style = "\n".join((STATIC / file).read_text(encoding="utf-8") for file in ("export.css", *STYLES))
    # Nothing but what stands in the file may run or be loaded: not even a name that is a piece of HTML could change that.
    digest = base64.b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return Template((STATIC / "export.html").read_text(encoding="utf-8")).substitute(
        policy=policy, title=html.escape(title), style=style, net=as_json(net), script=script
    )


def scripts() -> str:
    """What a page needs to read what is drawn; `mountReader` is the way in."""
    return "\n".join((STATIC / file).read_text(encoding="utf-8") for file in SCRIPTS)


def as_json(net: dict) -> str:
    """JSON that may stand within a script element: nothing in it can end that."""
    return json.dumps(net).replace("<", "\\u003c")


def _read(weights: Path) -> tuple[dict, dict]:
    """The arrays of the course's network, and what the file says of it; raises ExportError as `described` does.

    Raises MissingWeightsError without a file.
    """
    try:
        state, said = load_weights(weights, framework="numpy")
    except MissingWeightsError:
        raise
    except WeightsError as error:
        raise ExportError(f"{weights} cannot be read as safetensors: {error.__cause__}") from None
    if wrong := missing_from(state):
        raise ExportError(_refused(f"{weights.name} is of another network than the course's DigitCNN: {wrong}"))
    return state, said


def _scale(submission: Path, weights: Path) -> tuple[float, float]:
    """The mean and std of the student's transform; raises ExportError if it, or their net, is not as the page computes."""
    command = [sys.executable, "-m", "digits.draw.probe", str(submission), str(weights)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "Agg"}
    try:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", errors="replace", timeout=PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ExportError(f"Your stage files in {submission} did not answer within {PATIENCE} seconds.") from None
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
        if "error" not in answer:
            return float(answer["mean"]), float(answer["std"])
    except (IndexError, ValueError, KeyError, TypeError):
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise ExportError(f"Your stage files in {submission} stopped before they answered: {last}") from None
    raise ExportError(_refused(answer["error"]))


def _refused(why: str) -> str:
    return (
        f"This network cannot be exported: {why}.\nThe exported page computes the course's own network, and no other; "
        "`python -m digits draw` reads with any that your stage files make."
    )
