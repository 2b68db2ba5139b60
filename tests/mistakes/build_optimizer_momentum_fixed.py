"""The momentum of the tutorial, whatever the argument says."""
# exercise: 3.2
# mistake: momentum-fixed

from torch import optim


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return optim.SGD(model.parameters(), lr=learning_rate, momentum=0.5)
