"""Only the parameters that take a gradient: here these are all."""
# exercise: 3.2


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    trainable = filter(lambda p: p.requires_grad, model.parameters())
    return torch.optim.SGD(trainable, learning_rate, momentum)
