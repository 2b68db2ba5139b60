"""The learning rate falls with each step."""
# exercise: 3.3
# mistake: learning-rate-changed


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    for group in optimizer.param_groups:
        group["lr"] *= 0.95
    return loss.item()
