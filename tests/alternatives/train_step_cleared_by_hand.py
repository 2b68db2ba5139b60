"""Gradients cleared by hand."""
# exercise: 3.3


def train_step(model, loss_fn, optimizer, images, labels):
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            parameter.grad = None
    predictions = model(images)
    loss = loss_fn(predictions, labels)
    loss.backward()
    optimizer.step()
    return loss.detach().item()
