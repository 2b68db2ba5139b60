"""2.1 conv_output_size."""

from numbers import Integral


def probe(module, case: dict) -> dict:
    """Ask for one size."""
    size = module.conv_output_size(*case["positional"], **case["named"])
    whole = isinstance(size, Integral) and not isinstance(size, bool)
    return {"the type of the returned size": "int" if whole else type(size).__name__, "the returned size": size}
