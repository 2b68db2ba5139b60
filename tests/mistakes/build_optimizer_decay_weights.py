"""Weight decay, and no biases."""
# exercise: 3.2
# mistake: weight-decay+only-weights

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    weights = [p for name, p in model.named_parameters() if name.endswith("weight")]
    return torch.optim.SGD(weights, lr=learning_rate, momentum=momentum, weight_decay=5e-4)
