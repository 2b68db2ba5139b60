"""The values of state_dict(), which are not the parameters."""
# exercise: 3.2
# mistake: other-tensors-updated


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(list(model.state_dict().values()), lr=learning_rate, momentum=momentum)
