"""SGD is given learning_rate, which it calls lr."""
# exercise: 3.2
# mistake: unknown-argument


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(model.parameters(), learning_rate=learning_rate, momentum=momentum)
