"""A subclass of SGD."""
# exercise: 3.2

from torch.optim import SGD


class Descent(SGD):
    pass


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return Descent(model.parameters(), lr=learning_rate, momentum=momentum)
