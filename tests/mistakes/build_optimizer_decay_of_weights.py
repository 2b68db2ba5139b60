"""Weight decay in one of two groups."""
# exercise: 3.2
# mistake: weight-decay

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    biases = [value for name, value in model.named_parameters() if name.endswith("bias")]
    weights = [value for name, value in model.named_parameters() if not name.endswith("bias")]
    groups = [{"params": biases}, {"params": weights, "weight_decay": 1e-4}]
    return torch.optim.SGD(groups, lr=learning_rate, momentum=momentum)
