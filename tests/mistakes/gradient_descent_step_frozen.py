"""The parameters no longer require gradients."""
# exercise: 3.1
# mistake: gradients-switched-off


def gradient_descent_step(parameters, learning_rate):
    for parameter in parameters:
        if parameter.grad is not None:
            parameter.requires_grad = False
            parameter -= learning_rate * parameter.grad
