"""2.1 conv_output_size."""


def probe(module, case: dict) -> dict:
    """Ask for one size."""
    size = module.conv_output_size(*case["positional"], **case["named"])
    return {"the type of the returned size": _kind(size), "the returned size": size}


def _kind(value) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return "int"
    owner = "numpy." if type(value).__module__ == "numpy" else ""
    return owner + type(value).__name__
