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
    """What the course's `forward` gives in evaluation mode.

    Args:
        state: the tensors of LAYERS by name, float32.
        images: float32 (B, 1, 28, 28).

    Returns:
        float32 (B, 10).
    """
    import torch.nn.functional as F

    def of(layer):
        return state[f"{layer}.weight"], state[f"{layer}.bias"]

    x = F.relu(F.max_pool2d(F.conv2d(images, *of("conv1")), 2))
    x = F.relu(F.max_pool2d(F.conv2d(x, *of("conv2")), 2))
    x = F.relu(F.linear(x.flatten(1), *of("fc1")))
    return F.log_softmax(F.linear(x, *of("fc2")), dim=1)
