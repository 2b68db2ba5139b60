"""Nets and tensors that note what a student's code does with them."""

import torch
from torch import nn

PLAIN = torch.Tensor


class Placed(torch.Tensor):
    """A tensor that stands for one in some device's memory: see `Elsewhere` and `Moved`."""

    @staticmethod
    def __new__(cls, data: torch.Tensor):
        return data.as_subclass(cls)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        places = {type(value) for value in _operands([*args, *kwargs.values()]) if isinstance(value, Placed)}
        if {Elsewhere, Moved} <= places and func is not torch.Tensor.__getitem__:  # an index may lie anywhere
            Elsewhere.used = True
        place = _moved_to(cls, func, args, kwargs) or (Moved if Moved in places else cls)
        result = super(Placed, place if place is not PLAIN else cls).__torch_function__(func, (), args, kwargs)
        return result.as_subclass(PLAIN) if place is PLAIN else result

    # torch's own give a subclass no format, and show its name.
    def __format__(self, spec: str) -> str:
        return format(self.as_subclass(PLAIN), spec)

    def __repr__(self, **options) -> str:
        return repr(self.as_subclass(PLAIN))


class Elsewhere(Placed):
    """A tensor that was not moved to the device yet.

    `used` says whether one of them was computed with together with one on the device, or given to a model.
    """

    used = False


class Moved(Placed):
    """A tensor on the device: moved there, or computed from such."""


def _moved_to(cls, func, args, kwargs):
    """The class of what a `.to(device)` or `.cpu()` returns; None for any other function."""
    if func is torch.Tensor.cpu:
        return PLAIN if cls is Moved else cls
    if func is torch.Tensor.to and any(not isinstance(each, torch.dtype) for each in [*args[1:], *kwargs.values()]):
        return PLAIN if cls is Moved else Moved
    return None


def _operands(values):
    """The tensors among the arguments of a function; numbers are free to go anywhere."""
    with torch._C.DisableTorchFunctionSubclass():
        flat = [item for value in values for item in (value if isinstance(value, list | tuple) else [value])]
        return [value for value in flat if isinstance(value, torch.Tensor) and value.dim() > 0]


class ModeRecorder(nn.Module):
    """Wraps a net, and notes for each forward pass the mode, the batch size and whether gradients were recorded.

    Its answer lies where the images lie.
    """

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net
        self.batch_sizes: list[int] = []
        self.training_modes: list[bool] = []
        self.recorded: list[bool] = []
        self.last: torch.Tensor | None = None

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        if images is not self.last:  # a second look at the same batch counts once
            self.batch_sizes.append(len(images))
            self.last = images
        self.training_modes.append(self.training)
        self.recorded.append(torch.is_grad_enabled() and not torch.is_inference_mode_enabled())
        if isinstance(images, Elsewhere):
            Elsewhere.used = True
        answer = self.net(images.as_subclass(PLAIN))
        return Moved(answer) if isinstance(images, Moved) else answer

    def modes_seen(self) -> str:
        """ "training mode", "evaluation mode", "both" or "none"."""
        names = {True: "training mode", False: "evaluation mode"}
        seen = {names[mode] for mode in self.training_modes}
        return "none" if not seen else seen.pop() if len(seen) == 1 else "both"
