"""The gradients are cleared at the end."""
# exercise: 3.3
# mistake: zero-grad-after-step


def train_step(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()
