"""autograd.grad, imported by its name."""
# exercise: 3.3

from torch.autograd import grad


def train_step(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    parameters = list(model.parameters())
    for parameter, gradient in zip(parameters, grad(loss, parameters), strict=True):
        parameter.grad = gradient
    optimizer.step()
    return loss.item()
