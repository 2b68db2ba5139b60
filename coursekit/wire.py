"""What crosses between the judging process and the worker: JSON with safetensors beside it, and never a pickle."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import safetensors.torch
import torch

from .files import written_aside

MAX_DEPTH = 30
MAX_TEXT = 300
MAX_HEADER = 8 * 2**20  # bytes of all that is no tensor
MOST_TENSORS = 10_000  # a whole training's parameters and gradients are hundreds
PLAIN_DTYPES = {
    torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64,
    torch.float16, torch.bfloat16, torch.float32, torch.float64,
}  # fmt: skip


@dataclass(frozen=True)
class Other:
    """Stands for an object that is no plain value: the name of its type, and how it prints."""

    type: str
    text: str


def dumps(values) -> bytes:
    """Encode a structure of None, bool, int, float, str, tuple, list, dict and tensors; anything else becomes `Other`."""
    tensors: dict[str, torch.Tensor] = {}
    text = json.dumps(_encode(values, tensors, MAX_DEPTH))
    return safetensors.torch.save(tensors, metadata={"values": text})


def loads(data: bytes):
    """Decode what `dumps` made.

    Raises:
        ValueError: it did not make this, or it is too much.
    """
    try:
        length = int.from_bytes(data[:8], "little")
        if length > MAX_HEADER:
            raise ValueError("too many values")
        header = json.loads(data[8 : 8 + length])
        if len(header) > MOST_TENSORS:
            raise ValueError("too many tensors")
        text = header["__metadata__"]["values"]
        return _decode(json.loads(text), safetensors.torch.load(data))
    except Exception as error:  # whatever hostile bytes may cause
        raise ValueError(f"unreadable: {type(error).__name__}") from None


def save(path: Path, values) -> None:
    """Write what `dumps` makes; the file appears whole or not at all."""
    with written_aside(path) as aside:
        aside.write_bytes(dumps(values))


def load(path: Path):
    """Read what `save` wrote; raises ValueError as `loads`, and OSError."""
    return loads(path.read_bytes())


def _encode(value, tensors: dict[str, torch.Tensor], depth: int):
    if depth == 0:
        return _other(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | str):
        # A subclass may lie in its own methods; the base class's do not.
        return (
            int.__add__(value, 0)
            if isinstance(value, int)
            else float.__add__(value, 0.0)
            if isinstance(value, float)
            else str.__str__(value)
        )
    if isinstance(value, torch.Tensor):
        return _encode_tensor(value, tensors)
    if isinstance(value, list | tuple):
        items = [_encode(item, tensors, depth - 1) for item in value]
        return items if isinstance(value, list) else {"$": "tuple", "items": items}
    if isinstance(value, Mapping):
        pairs = [[_encode(key, tensors, depth - 1), _encode(item, tensors, depth - 1)] for key, item in value.items()]
        return {"$": "dict", "items": pairs}
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return _encode(value.item(), tensors, depth - 1)
    return _other(value)


def _encode_tensor(value: torch.Tensor, tensors: dict[str, torch.Tensor]):
    with torch.no_grad(), torch._C.DisableTorchFunctionSubclass():
        plain = value.detach().as_subclass(torch.Tensor)
        if plain.layout != torch.strided or plain.dtype not in PLAIN_DTYPES or plain.is_meta:
            return _other(value)
        key = f"t{len(tensors)}"
        tensors[key] = plain.cpu().clone(memory_format=torch.contiguous_format)
    return {"$": "tensor", "key": key}


def _other(value):
    try:
        text = repr(value)[:MAX_TEXT]
    except Exception as error:
        text = f"(its repr raises {type(error).__name__})"
    return {"$": "other", "type": type(value).__name__, "text": text}


def _decode(value, tensors: dict[str, torch.Tensor]):
    if isinstance(value, list):
        return [_decode(item, tensors) for item in value]
    if not isinstance(value, dict):
        return value
    match value["$"]:
        case "tensor":
            return tensors[value["key"]]
        case "tuple":
            return tuple(_decode(item, tensors) for item in value["items"])
        case "dict":
            return {_decode(key, tensors): _decode(item, tensors) for key, item in value["items"]}
        case _:
            return Other(str(value["type"]), str(value["text"]))
