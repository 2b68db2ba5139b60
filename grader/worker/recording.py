"""Nets and tensors that note what a student's code does with them."""

import torch
from torch import nn

MOVES = {torch.Tensor.to, torch.Tensor.cpu, torch.as_tensor, torch.asarray}
LOOKS = {
    torch.Tensor.size, torch.Tensor.dim, torch.Tensor.numel, torch.Tensor.__len__, torch.Tensor.is_floating_point,
    torch.Tensor.shape.__get__, torch.Tensor.device.__get__, torch.Tensor.dtype.__get__, torch.Tensor.ndim.__get__,
    torch.Tensor.requires_grad.__get__, torch.Tensor.__repr__, torch.Tensor.split, torch.Tensor.pin_memory,
    torch.Tensor.is_contiguous, torch.Tensor.contiguous, torch.Tensor.long, torch.Tensor.float,
}  # fmt: skip


class Elsewhere(torch.Tensor):
    """A tensor that stands for one on another device: using it in arithmetic before it was moved is noted."""

    used = False

    @staticmethod
    def __new__(cls, data: torch.Tensor):
        return data.as_subclass(cls)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        result = super().__torch_function__(func, types, args, kwargs or {})
        if func in MOVES:
            return result.as_subclass(torch.Tensor) if isinstance(result, torch.Tensor) else result
        if func not in LOOKS and getattr(func, "__name__", "") != "__getitem__":
            Elsewhere.used = True
        return result


class ModeRecorder(nn.Module):
    """Wraps a net, and notes for each forward pass the mode, the batch size and whether gradients were recorded."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net
        self.batch_sizes: list[int] = []
        self.training_modes: list[bool] = []
        self.recorded: list[bool] = []

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        self.batch_sizes.append(len(images))
        self.training_modes.append(self.training)
        self.recorded.append(torch.is_grad_enabled() and not torch.is_inference_mode_enabled())
        return self.net(images)

    def modes_seen(self) -> str:
        """ "training mode", "evaluation mode", "both" or "none"."""
        names = {True: "training mode", False: "evaluation mode"}
        seen = {names[mode] for mode in self.training_modes}
        return "none" if not seen else seen.pop() if len(seen) == 1 else "both"
