"""Describes an exception that a student's code raised, as plain values: no frames of torch or of the grader."""

import ast
import difflib
import inspect
import linecache
import re
import sys
import traceback
from pathlib import Path
from types import FrameType

MAX_MESSAGE = 600
MAX_CHAIN = 6  # of the student's own calls, the innermost ones
MAX_NEAR = 5  # values that are shown of the line
MEANT = re.compile(r"Did you mean: '([^']+)'\?\s*$")
REFUSED = re.compile(r"^(?:[\w.<>]+?\.)??_*(\w+?)(?:\.__init__)?\(\) (?:missing|takes|got)")


def describe_error(error: BaseException, folder: Path) -> dict:
    """Describe `error`.

    Returns:
        type: name of the exception's class.
        message: its text; of a SyntaxError without the place.
        file, line, code: the student's innermost line, None where no line of the submission is to blame.
        chain: the student's own calls that led there, [{"file", "line", "code", "function"}], the outermost first.
        meant: the name that Python thinks was meant, or None.
        takes: names of the arguments of the function that refused a call, None where that is not known.
        near: what the names in the line stood for: [(name, description)].
        layer: of a torch module that raised: {"name", "kind", "got"}, or None.
    """
    frames = [(frame, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [(frame, line) for frame, line in frames if _belongs(frame.f_code.co_filename, folder)]
    summary = traceback.extract_tb(error.__traceback__)
    chain = [
        {"file": Path(each.filename).name, "line": each.lineno, "code": each.line or None, "function": each.name}
        for each in summary
        if _belongs(each.filename, folder)
    ]
    described = {"type": type(error).__name__, "message": _message(error), "file": None, "line": None, "code": None}
    described |= {"chain": chain[-MAX_CHAIN:], "meant": None, "takes": None, "near": [], "layer": None}
    if chain:
        described |= {name: chain[-1][name] for name in ("file", "line", "code")}
    if isinstance(error, SyntaxError) and error.filename and _belongs(error.filename, folder):
        described |= {
            "file": Path(error.filename).name,
            "line": error.lineno,
            "code": (error.text or "").strip() or None,
        }
    for name, find in (("meant", _meant), ("takes", _takes), ("near", _near), ("layer", _layer)):
        try:
            described[name] = find(error, own, frames) or described[name]
        except Exception:  # a student's own class may do anything when it is looked at
            continue
    return described


def _belongs(filename: str, folder: Path) -> bool:
    return Path(filename).parent == folder


def _message(error: BaseException) -> str:
    try:
        return str(error.msg if isinstance(error, SyntaxError) else error)[:MAX_MESSAGE]
    except Exception:
        return ""


def _meant(error: BaseException, own, frames) -> str | None:
    """The name that was probably meant where one is not there: Python's own suggestion, or the nearest that there is."""
    if not isinstance(error, NameError | AttributeError | ImportError):
        return None
    text = "".join(traceback.TracebackException.from_exception(error).format_exception_only())
    if found := MEANT.search(text):
        return found[1]
    name = getattr(error, "name", None)
    if isinstance(error, AttributeError) and isinstance(name, str):
        return _nearest(name, [each for each in dir(error.obj) if not each.startswith("_")])
    if isinstance(error, NameError) and isinstance(name, str) and own:
        frame = own[-1][0]
        if hasattr(frame.f_locals.get("self"), name):
            return f"self.{name}"
        return _nearest(name, [*frame.f_locals, *frame.f_globals])
    return None


def _nearest(name: str, names: list[str]) -> str | None:
    """The one of `names` that `name` may stand for: the same but for capitals, misspelt, cut short, or without its set_."""
    lower = {each.lower(): each for each in reversed(names)}
    if name.lower() in lower:
        return lower[name.lower()]
    if f"set_{name}" in names:
        return f"set_{name}"
    if near := difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.75):
        return lower[near[0]]
    longer = [
        each for each in names if len(name) >= 4 and (each.startswith(name) or name.startswith(each) and len(each) >= 4)
    ]
    return min(longer, key=len) if longer else None


def _takes(error: BaseException, own, frames) -> list[str] | None:
    """The arguments of the function that the student's line called, and that refused the call."""
    found = REFUSED.match(str(error)) if isinstance(error, TypeError) else None
    if not found or not own:
        return None
    frame = own[-1][0]
    for call in ast.walk(ast.parse(_code(own[-1]))):
        if isinstance(call, ast.Call) and _last_name(call.func) == found[1]:
            target = _look_up(call.func, frame)
            if target is not None:
                return [name for name in inspect.signature(target).parameters if name not in ("args", "kwargs")][:20]
    return None


def _code(place: tuple[FrameType, int]) -> str:
    """The statement at a line, or what of it can be parsed alone."""
    frame, line = place
    lines, start = linecache.getlines(frame.f_code.co_filename), line - 1
    if not 0 <= start < len(lines):
        return ""
    for end in range(start + 1, min(start + 12, len(lines)) + 1):
        text = "".join(lines[start:end]).strip()
        for candidate in (text, f"{text}\n    pass"):  # the head of a block
            try:
                ast.parse(candidate)
                return candidate
            except SyntaxError:
                continue
    return ""


def _last_name(node: ast.expr) -> str | None:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def _look_up(node: ast.expr, frame: FrameType):
    """What a dotted name stands for in a frame; None for anything else."""
    if isinstance(node, ast.Name):
        return frame.f_locals.get(node.id, frame.f_globals.get(node.id))
    if isinstance(node, ast.Attribute):
        owner = _look_up(node.value, frame)
        return None if owner is None else getattr(owner, node.attr, None)
    return None


def _near(error: BaseException, own, frames) -> list[tuple[str, str]]:
    """The tensors, and what else can be said in a word, that the names in the student's line stood for."""
    if not own or isinstance(error, SyntaxError | NameError):
        return []
    frame, found = own[-1][0], {}
    nodes = [node for node in ast.walk(ast.parse(_code(own[-1]))) if isinstance(node, ast.Name | ast.Attribute)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):  # as they are read
        text, said = ast.unparse(node), _in_a_word(_look_up(node, frame))
        if said:
            found.setdefault(text, said)
    return list(found.items())[:MAX_NEAR]


def _in_a_word(value) -> str | None:
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return f"{str(value.dtype).removeprefix('torch.')} {_shape(value)}"
    if value is None:
        return None
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    return None


def _shape(tensor) -> str:
    return str(tuple(tensor.shape))


def _layer(error: BaseException, own, frames) -> dict | None:
    """The torch module in whose forward it was raised: its name in the student's net, what it is, what it got."""
    torch = sys.modules.get("torch")
    if torch is None:
        return None
    for frame, _ in reversed(frames):
        module, got = frame.f_locals.get("self"), frame.f_locals.get("input")
        if isinstance(module, torch.nn.Module) and "torch" in Path(frame.f_code.co_filename).parts:
            if not isinstance(got, torch.Tensor):
                continue
            return {
                "name": _name_of(module, own),
                "kind": type(module).__name__,
                "got": _shape(got),
                "is": _sizes(module),
            }
    return None


def _name_of(module, own) -> str | None:
    """What the student's code calls a layer: "fc1" of self.fc1."""
    torch = sys.modules["torch"]
    for frame, _ in reversed(own):
        owner = frame.f_locals.get("self")
        if isinstance(owner, torch.nn.Module):
            for name, each in owner.named_modules():
                if each is module and name:
                    return name
    return None


def _sizes(module) -> list[int] | None:
    """What a layer takes and gives: [inputs, outputs]; None for layers without such numbers."""
    for first, second in (("in_features", "out_features"), ("in_channels", "out_channels")):
        if hasattr(module, first):
            return [int(getattr(module, first)), int(getattr(module, second))]
    return None
