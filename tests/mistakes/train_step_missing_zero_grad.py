"""The gradients of the batch before are never cleared."""
# exercise: 3.3
# mistake: missing-zero-grad


def train_step(model, loss_fn, optimizer, images, labels):
    output = model(images)
    loss = loss_fn(output, labels)
    loss.backward()
    optimizer.step()
    return loss.item()
