"""What the processor can do."""

import torch


def computes_bfloat16() -> bool:
    """Whether this machine's processor has instructions for bfloat16, as far as torch can tell.

    Where it has none, torch computes the same numbers in a roundabout way, which is slower than float32.
    """
    if hasattr(torch.cpu, "get_capabilities"):  # later than the oldest torch that the course runs with
        return any(there for name, there in torch.cpu.get_capabilities().items() if "bf16" in name)
    return any(getattr(torch.cpu, f"_is_{name}_supported", bool)() for name in ("avx512_bf16", "amx_tile"))
