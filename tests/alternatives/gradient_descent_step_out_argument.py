"""torch.sub with out=."""
# exercise: 3.1


def gradient_descent_step(parameters, learning_rate):
    with torch.inference_mode(False), torch.no_grad():
        moving = [w for w in parameters if w.grad is not None]
        for w in moving:
            torch.sub(w, w.grad, alpha=learning_rate, out=w)
