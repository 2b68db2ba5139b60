"""The likely cause of an exception, from the facts that `coursekit.worker.errors` gathered."""

from collections.abc import Iterator

from .explanations import RULES, Explanation


def explain(error: dict, exercise: str) -> Explanation | None:
    """The likely cause of an exception in the exercise of this name; None if its own words are all that can be said."""
    error = {**error, "exercise": exercise}
    for types, pattern, say in RULES:
        if error["type"] in types or "*" in types:
            found = pattern.search(error["message"])
            said = say(error, found) if found else None
            if said:
                return said if isinstance(said, Explanation) else Explanation(said)
    return None


def checked_error(error) -> dict | None:
    """An error as the worker describes it, every part of the kind that it should be; None stays None.

    Raises:
        ValueError: it is none. (A submission may have written it.)
    """
    if error is None:
        return None
    kinds = {
        "type": str, "message": str, "file": str | None, "line": int | None, "code": str | None, "chain": list,
        "meant": str | None, "takes": list | None, "near": list, "layer": dict | None,
    }  # fmt: skip
    if not isinstance(error, dict) or not all(isinstance(error.get(name), kind) for name, kind in kinds.items()):
        raise ValueError("not an error")
    places = [[each.get("file"), each.get("line"), each.get("code")] for each in error["chain"]]
    plain = all(
        isinstance(file, str) and isinstance(line, int) and isinstance(code, str | None) for file, line, code in places
    )
    words = [*(error["takes"] or []), *(word for pair in error["near"] for word in pair)]
    layer = error["layer"] or {}
    words += [layer[name] for name in ("name", "kind", "got") if layer.get(name) is not None]
    if not plain or not all(isinstance(word, str) for word in words) or any(len(pair) != 2 for pair in error["near"]):
        raise ValueError("not an error")
    return error


def facts(error: dict) -> Iterator[str]:
    """Lines on what the student's line met: the values of its names, and the layer that refused."""
    layer = error.get("layer")
    if layer and (layer["name"] or layer.get("is")):
        sizes = layer.get("is")
        kind = f"{layer['kind']}({sizes[0]}, {sizes[1]})" if sizes else layer["kind"]
        yield f"{layer['name'] or 'the layer'} = {kind} got a tensor of shape {layer['got']}"
    elif error["near"]:
        yield ", ".join(f"{name}: {what}" for name, what in error["near"])
