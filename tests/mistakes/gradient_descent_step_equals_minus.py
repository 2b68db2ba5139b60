"""=- for -=."""
# exercise: 3.1
# mistake: rebinds-parameter


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for w in parameters:
            if w.grad is not None:
                w =- learning_rate * w.grad  # fmt: skip
