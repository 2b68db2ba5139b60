"""Nets and tensors that note what a student's code does with them."""

import torch
from torch import nn

PLAIN = torch.Tensor


class Transfers:
    """A device that is only played, and a record of whether tensors were moved to it before they were used.

    `untouched_elsewhere` says whether no tensor that was still elsewhere was computed with together with one on the
    device, or given to a model.
    """

    def __init__(self) -> None:
        self.untouched_elsewhere = True
        # Classes of this record's own: a tensor that is computed from others is given one of them, and so finds the record.
        # They are called as torch's own, for their names stand in torch's exceptions.
        self._elsewhere = type("Tensor", (Placed,), {"transfers": self, "moved": False, "__module__": "torch"})
        self._moved = type("Tensor", (Placed,), {"transfers": self, "moved": True, "__module__": "torch"})

    def elsewhere(self, data: torch.Tensor) -> torch.Tensor:
        """The same values as a tensor that was not moved to the device yet."""
        return data.as_subclass(self._elsewhere)

    def on_device(self, data: torch.Tensor) -> torch.Tensor:
        """The same values as a tensor on the device."""
        return data.as_subclass(self._moved)

    def used(self) -> None:
        """Note that a tensor was used where it should have been moved first."""
        self.untouched_elsewhere = False


class Placed(torch.Tensor):
    """A tensor that stands for one in some device's memory; made by `Transfers` alone."""

    transfers: Transfers
    moved: bool

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        operands = [value for value in _operands([*args, *kwargs.values()]) if isinstance(value, Placed)]
        moved = {value.moved for value in operands}
        if moved == {True, False} and func is not torch.Tensor.__getitem__:  # an index may lie anywhere
            cls.transfers.used()
        place = _moved_to(cls, func, args, kwargs) or (cls.transfers._moved if True in moved else cls)
        result = super(Placed, place if place is not PLAIN else cls).__torch_function__(func, (), args, kwargs)
        return result.as_subclass(PLAIN) if place is PLAIN else result

    # torch's own give a subclass no format, and show its name.
    def __format__(self, spec: str) -> str:
        return format(self.as_subclass(PLAIN), spec)

    def __repr__(self, **options) -> str:
        return repr(self.as_subclass(PLAIN))


def _moved_to(cls, func, args, kwargs):
    """The class of what a `.to(device)` or `.cpu()` returns; None for any other function."""
    if func is torch.Tensor.cpu:
        return PLAIN if cls.moved else cls
    if func is torch.Tensor.to and any(not isinstance(each, torch.dtype) for each in [*args[1:], *kwargs.values()]):
        return PLAIN if cls.moved else cls.transfers._moved
    return None


def _operands(values):
    """The tensors among the arguments of a function; numbers are free to go anywhere."""
    with torch._C.DisableTorchFunctionSubclass():
        flat = [item for value in values for item in (value if isinstance(value, list | tuple) else [value])]
        return [value for value in flat if isinstance(value, torch.Tensor) and value.dim() > 0]


def is_on_device(value) -> bool:
    """Whether a value is a tensor that lies on a played device."""
    return isinstance(value, Placed) and value.moved


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
        if isinstance(images, Placed) and not images.moved:
            images.transfers.used()
        answer = self.net(images.as_subclass(PLAIN))
        self.recorded.append(answer.requires_grad)
        return images.transfers.on_device(answer) if is_on_device(images) else answer

    def modes_seen(self) -> str:
        """ "training mode", "evaluation mode", "both" or "none"."""
        names = {True: "training mode", False: "evaluation mode"}
        seen = {names[mode] for mode in self.training_modes}
        return "none" if not seen else seen.pop() if len(seen) == 1 else "both"


# A student may print it, or meet its name in an exception.
ModeRecorder.__name__ = ModeRecorder.__qualname__ = "Model"
ModeRecorder.__module__ = "torch.nn"


class ChangedOtherwise:
    """Counts the forward passes of a net in training mode before which its parameters changed, though no optimiser stepped.

    Used by `with`; `count` is the number so far.
    """

    def __init__(self, net: nn.Module) -> None:
        self.net, self.parameters, self.count = net, list(net.parameters()), 0
        self.look()

    def __enter__(self):
        from torch.optim.optimizer import register_optimizer_step_post_hook  # takes seconds

        # The optimiser's own hooks are for those that are handed out; a student may make another one.
        self.hooks = [
            self.net.register_forward_pre_hook(self._runs),
            register_optimizer_step_post_hook(lambda *_: self.look()),
        ]
        return self

    def __exit__(self, *_):
        for hook in self.hooks:
            hook.remove()

    @torch.no_grad()
    def look(self) -> None:
        """Take the parameters as they are now for those that the next pass should run with."""
        self.known = [parameter.detach().clone() for parameter in self.parameters]

    @torch.no_grad()
    def _runs(self, *_) -> None:
        if not self.net.training:
            return
        if not all(map(_unchanged, self.known, self.parameters)):
            self.count += 1
        self.look()


def _unchanged(before: torch.Tensor, after: torch.Tensor) -> bool:
    return torch.equal(before.nan_to_num(), after.nan_to_num())  # nan is not equal to itself


def can_record() -> bool:
    """Whether autograd records what is computed here; it does, unless somebody switched that off and not on again."""
    return torch.is_grad_enabled() and not torch.is_inference_mode_enabled()


def is_frozen(net: nn.Module) -> bool:
    """Whether a parameter of a net takes no gradient."""
    return not all(parameter.requires_grad for parameter in net.parameters())
