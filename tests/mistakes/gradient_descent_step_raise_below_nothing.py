"""The work is done, the stub's raise stands below it."""
# exercise: 3.1
# mistake: raise-left


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for w in parameters:
            if w.grad is not None:
                w -= learning_rate * w.grad
    raise NotImplementedError("3.1 gradient_descent_step")
