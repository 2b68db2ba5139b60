"""Only the last layer is trained, as one does with a net that was trained before."""
# exercise: 3.2
# mistake: only-last-layer

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    *_, weight, bias = model.parameters()
    return torch.optim.SGD([weight, bias], lr=learning_rate, momentum=momentum)
