"""Keywords from a dictionary, fused and foreach off."""
# exercise: 3.2


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    settings = dict(lr=learning_rate, momentum=momentum, weight_decay=0, nesterov=False, foreach=False)
    return torch.optim.SGD([{"params": list(model.parameters())}], **settings)
