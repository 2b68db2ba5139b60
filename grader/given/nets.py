"""Small nets with weights that are sent or drawn."""

import torch
import torch.nn.functional as F
from torch import nn

CLASSES = 10
EPS = 1.0  # of batch norm: over two or three examples, a small one would blow up the rounding of float32


def build_net(kind: str, weights: dict[str, torch.Tensor] | None = None) -> nn.Module:
    """Build a net for images (B, 1, 4, 4) or (B, 1, 28, 28); it answers with log-probabilities (B, 10).

    Args:
        kind: a key of `NETS`.
        weights: its state (parameters and buffers) by name; None keeps what torch drew.
    """
    net = NETS[kind]()
    if weights is not None:
        net.load_state_dict(weights)
    return net


class Batch(nn.Identity):
    """Lets a batch of images pass, and nothing else: as strict as a net that flattens from dimension 1 before its layers."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        if images.dim() != 4:
            raise RuntimeError(
                f"Expected a batch of images, (B, 1, H, W), but got a tensor of shape {tuple(images.shape)}"
            )
        return images


class SteadyNorm(nn.BatchNorm1d):
    """Batch norm that keeps to the running statistics that it has: nothing in it changes as it runs.

    So a student's step may be a function of the weights alone, of which torch.func takes the gradient.
    """

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        running = (None, None) if self.training else (self.running_mean, self.running_var)
        return F.batch_norm(x, *running, self.weight, self.bias, self.training, eps=self.eps)


SteadyNorm.__name__ = SteadyNorm.__qualname__ = "BatchNorm1d"
Batch.__name__ = Batch.__qualname__ = "Identity"  # a student may print it


def _rows() -> nn.Module:
    """A batch of images as rows."""
    return nn.Sequential(Batch(), nn.Flatten())


def _linear() -> nn.Module:
    return nn.Sequential(_rows(), nn.Linear(16, CLASSES), nn.LogSoftmax(dim=1))


def _normed() -> nn.Module:
    return nn.Sequential(
        _rows(),
        nn.Linear(16, 12),
        SteadyNorm(12, eps=EPS),
        nn.ReLU(),
        nn.Linear(12, CLASSES),
        nn.LogSoftmax(dim=1),
    )


def _noisy() -> nn.Module:
    """With dropout and batch norm: it answers otherwise in training mode than in evaluation mode."""
    return nn.Sequential(
        _rows(), nn.Linear(16, 12), nn.BatchNorm1d(12, eps=EPS), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(12, CLASSES), nn.LogSoftmax(dim=1),
    )  # fmt: skip


def _noisy_digits() -> nn.Module:
    """As `_noisy`, for images (B, 1, 28, 28)."""
    return nn.Sequential(nn.Sequential(Batch(), nn.AvgPool2d(7), nn.Flatten()), *list(_noisy())[1:])


def _small_cnn() -> nn.Module:
    """A small net for real digits, (B, 1, 28, 28)."""
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, stride=2), nn.ReLU(), nn.Conv2d(8, 16, 3, stride=2), nn.ReLU(),
        nn.Flatten(), nn.Linear(400, CLASSES), nn.LogSoftmax(dim=1),
    )  # fmt: skip


NETS = {
    "linear": _linear, "normed": _normed, "noisy": _noisy, "noisy_digits": _noisy_digits, "small_cnn": _small_cnn,
}  # fmt: skip


def draw_weights(kind: str, draw) -> dict[str, torch.Tensor]:
    """Draw the state of a net: weights, biases, and running statistics that are not the initial ones."""
    state = {}
    for name, value in build_net(kind).state_dict().items():
        if not value.is_floating_point():
            state[name] = torch.tensor(3)
        elif name.endswith("running_var"):
            state[name] = draw.normal(*value.shape).abs() + 0.5
        else:
            state[name] = 0.4 * draw.normal(*value.shape) + (1.0 if name.endswith("2.weight") else 0.0)
    return state


def state_of(net: nn.Module) -> dict[str, torch.Tensor]:
    """A copy of a net's parameters and buffers by name."""
    return {name: value.detach().clone() for name, value in net.state_dict().items()}


def gradients_of(net: nn.Module) -> dict[str, torch.Tensor | None]:
    """A copy of the gradients of a net's parameters by name."""
    return {name: None if value.grad is None else value.grad.detach().clone() for name, value in net.named_parameters()}
