"""A trained network in a file: its weights as safetensors, and with them where they come from."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from torch import nn

NAME = "weights.safetensors"
MOST_DIFFERENCES = 4  # that a message names


class WeightsError(RuntimeError):
    """The weights can't be used; the message says what is wrong, with which file, and what to do."""


class MissingWeightsError(WeightsError):
    """There is no such file."""


class OtherNetError(WeightsError):
    """The file is whole, and belongs to a network of other layers or sizes."""


def save_weights(path: Path, model: "nn.Module", *, accuracy: float, seed: int, epochs: int, data: str) -> None:
    """Save all of `model.state_dict()` in the file `path`, and with it what it is.

    Args:
        path: replaced as a whole, or left as it was; its folder is made if need be.
        model: on any device, in any memory format.
        accuracy: on the test set, in [0, 1].
        seed, epochs: of the training.
        data: what it was trained on, "mnist" or "rendered", as `digits.data_name` has it.

    Raises OSError if the file can't be written.
    """
    from safetensors.torch import save

    # Copies: safetensors refuses tensors that share their memory, and those that lie in it in another order.
    state = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in model.state_dict().items()}
    about = {"accuracy": accuracy, "seed": seed, "epochs": epochs, "data": data, "course": _version()}
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(save(state, {name: str(value) for name, value in about.items()}))
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def load_weights(path: Path, framework: str = "pt") -> tuple[dict[str, "torch.Tensor"], dict]:
    """Read what `save_weights` wrote, or any file of safetensors.

    Args:
        path: the file.
        framework: "pt" for tensors; "numpy" for arrays, for which torch is not imported.

    Returns:
        (state, about): the tensors or arrays by name, on the CPU; and `accuracy` (float in [0, 1]), `seed`, `epochs` (int), `data`
        and `course` (str), as far as the file says them.

    Raises MissingWeightsError without a file, WeightsError if it is damaged or can't be read.
    """
    from safetensors import SafetensorError, safe_open

    path = Path(path)
    if not path.is_file():
        raise MissingWeightsError(f"There are no weights in {path}. Training saves them, when stage 4 is done.")
    try:
        with safe_open(path, framework=framework) as file:
            said = file.metadata() or {}
            state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no dict
    except (SafetensorError, OSError, ValueError, TypeError) as error:
        raise WeightsError(
            f"{path} can't be read as safetensors: {error}. Train again, and it is written anew."
        ) from error
    return state, _about(said)


def load_into(model: "nn.Module", path: Path) -> dict:
    """Give `model` the weights in the file `path`; returns their `about`, as `load_weights` does, and raises what it does.

    Raises OtherNetError if a tensor is missing, too many, or of another shape; `model` is then as it was.
    """
    state, about = load_weights(path)
    if differences := _differences(model.state_dict(), state):
        named = "; ".join(differences[:MOST_DIFFERENCES])
        more = f"; and {len(differences) - MOST_DIFFERENCES} more" if len(differences) > MOST_DIFFERENCES else ""
        raise OtherNetError(
            f"The weights in {path} belong to another network: {named}{more}. "
            "Was the network changed after the training? Then train it again."
        )
    model.load_state_dict(state)
    return about


def _differences(wanted: dict, given: dict) -> list[str]:
    found = []
    for name in [*wanted, *(name for name in given if name not in wanted)]:
        if name not in given:
            found.append(f"{name} is not in the file")
        elif name not in wanted:
            found.append(f"{name} is in the file, and not in the network")
        elif wanted[name].shape != given[name].shape:
            found.append(
                f"{name} is {tuple(wanted[name].shape)} in the network and {tuple(given[name].shape)} in the file"
            )
    return found


def _about(said: dict[str, str]) -> dict:
    """The metadata with their types; what cannot be understood is left out."""
    about = {name: said[name] for name in ("data", "course") if name in said}
    for name, kind in {"accuracy": float, "seed": int, "epochs": int}.items():
        try:
            about[name] = kind(said[name])
        except (KeyError, ValueError):
            continue
    return about


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("digits-course")
    except metadata.PackageNotFoundError:  # run from its folder, not installed
        return "unknown"


def draw_command(weights: Path) -> str:
    """What to type to draw digits for a network that the running stage file has saved in `weights`."""
    script = Path(sys.argv[0])
    of_others = script.name.startswith("stage") and script.parent.resolve() != Path("exercises").resolve()
    given = ["--submission", str(script.parent)] if of_others else []  # in a notebook nobody knows the folder
    return subprocess.list2cmdline(["python", "-m", "digits", "draw", *given, "--weights", str(weights)])
