"""A gradient is asked for yes or no."""
# exercise: 3.1
# mistake: many-truth-values


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for w in parameters:
            if w.grad:
                w -= learning_rate * w.grad
