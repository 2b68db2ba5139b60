"""The course's network as a table: the layers that a page can compute, and what they compute."""

# By their names in DigitCNN: the shape of the weight. A bias has the length of its first dimension.
LAYERS = {"conv1": (32, 1, 5, 5), "conv2": (16, 32, 3, 3), "fc1": (100, 400), "fc2": (10, 100)}


def missing_from(state) -> str | None:
    """How a state_dict differs from these layers, in words; None if it has them all, whatever else it has.

    Args:
        state: tensors or arrays, by name.
    """
    for layer, shape in LAYERS.items():
        for name, wanted in ((f"{layer}.weight", shape), (f"{layer}.bias", shape[:1])):
            if name not in state:
                return f"there is no {name}"
            if tuple(state[name].shape) != wanted:
                return f"{name} has the shape {tuple(state[name].shape)}, not {wanted}"
    return None


def log_probabilities(state, images):
    """What a page computes with these layers, as net.js does it, here with NumPy.

    Args:
        state: arrays of LAYERS by name.
        images: (B, 1, 28, 28).

    Returns:
        float64 (B, 10): log-probabilities.
    """
    import numpy as np

    weights = {name: np.asarray(state[name], np.float64) for name in _names()}
    maps = np.asarray(images, np.float64)
    for layer in ("conv1", "conv2"):
        kernels = weights[f"{layer}.weight"]
        windows = np.lib.stride_tricks.sliding_window_view(maps, kernels.shape[2:], axis=(2, 3))
        summed = np.einsum("bihwrc,oirc->bohw", windows, kernels, optimize=True)
        summed += weights[f"{layer}.bias"][:, None, None]
        batch, channels, side, _ = summed.shape
        squares = summed.reshape(batch, channels, side // 2, 2, side // 2, 2)
        maps = np.maximum(squares.max(axis=(3, 5)), 0)
    units = np.maximum(maps.reshape(len(maps), -1) @ weights["fc1.weight"].T + weights["fc1.bias"], 0)
    scores = units @ weights["fc2.weight"].T + weights["fc2.bias"]
    scores -= scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def _names() -> list[str]:
    return [f"{layer}.{part}" for layer in LAYERS for part in ("weight", "bias")]
