"""What `--fast` changes about a run besides the loader: how images lie in memory, how the optimiser steps, in what precision."""

import torch
from torch import nn

from digits.processor import computes_bfloat16
from digits.script import say


def lay_out_channels_last(net: nn.Module, images: torch.Tensor) -> None:
    """Let a net's convolutions keep the channels of a pixel side by side in memory, which they compute faster.

    Args:
        net: its weights are laid out anew, in place; their values stay.
        images: some that it reads, on its device. A net whose `forward` cannot do with this layout, because it
            calls `view`, keeps the one that it had, and a line says so.
    """
    net.to(memory_format=torch.channels_last)
    net.eval()  # the look changes nothing: no dropout is drawn, no running mean moved
    try:
        with torch.inference_mode():
            net(images)
    except RuntimeError as error:
        if "view" not in str(error):
            raise
        net.to(memory_format=torch.contiguous_format)
        say("your forward calls view, so channels stay apart in memory: flatten or reshape would do with either layout")


def fuse(optimizer: torch.optim.Optimizer) -> None:
    """Let the optimiser update all parameters in one operation, where it would do several for each; in place."""
    for group in optimizer.param_groups:
        group["fused"] = True  # as if it had been built with fused=True


def fast_arithmetic(device: torch.device, enabled: bool = True) -> torch.autocast:
    """A context in which layers compute in bfloat16, if `enabled` and if the device is a processor that does so itself."""
    enabled = enabled and device.type == "cpu" and computes_bfloat16()
    # A cache would hold the weights of the first step for as long as the context lasts: nothing would be learned.
    return torch.autocast(device.type, torch.bfloat16, enabled=enabled, cache_enabled=False)
