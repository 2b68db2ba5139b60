"""Does not expect a parameter without gradient; with .data."""
# exercise: 3.1
# mistake: fails-without-gradient


def gradient_descent_step(parameters, learning_rate):
    for p in parameters:
        p.data -= learning_rate * p.grad.data
