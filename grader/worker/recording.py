"""Nets and tensors that note what a student's code does with them."""

import torch
from torch import nn


class Placed(torch.Tensor):
    """A tensor of this computer's memory that stands for one on some device; see `Elsewhere` and `Moved`."""

    @staticmethod
    def __new__(cls, data: torch.Tensor):
        return data.as_subclass(cls)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        met = {type(value) for value in _tensors(args, kwargs) if isinstance(value, Placed) and len(value._shape)}
        if met == {Elsewhere, Moved}:
            Elsewhere.used = True
        wrap = _class_after(func, args, kwargs) or (Moved if Moved in met else cls)
        return super(Placed, wrap).__torch_function__(func, (), args, kwargs) if wrap is not torch.Tensor else (
            _free(super().__torch_function__(func, (), args, kwargs))
        )  # fmt: skip

    @property
    def _shape(self) -> torch.Size:
        with torch._C.DisableTorchFunctionSubclass():
            return self.shape

    # torch's own give a subclass no format, and show its name.
    def __format__(self, spec: str) -> str:
        return format(self.as_subclass(torch.Tensor), spec)

    def __repr__(self, **options) -> str:
        return repr(self.as_subclass(torch.Tensor))


class Elsewhere(Placed):
    """A tensor that stands for one that was not moved to the device yet.

    Computing with it and a tensor on the device at once is noted in `Elsewhere.used`; so is giving it to a model.
    """

    used = False


class Moved(Placed):
    """A tensor that stands for one on the device: moved there, or computed from such."""
