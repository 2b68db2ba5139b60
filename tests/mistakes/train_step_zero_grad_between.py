"""The gradients are cleared before the step can use them."""
# exercise: 3.3
# mistake: zero-grad-before-step


def train_step(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
