"""requires_grad is switched off and on again."""
# exercise: 3.1


def gradient_descent_step(parameters, learning_rate):
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.requires_grad_(False)
            parameter.add_(parameter.grad, alpha=-learning_rate)
            parameter.requires_grad_(True)
