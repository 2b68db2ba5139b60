"""The list of parameters is treated as one tensor."""
# exercise: 3.1
# mistake: not-unpacked


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        parameters -= learning_rate * parameters.grad
