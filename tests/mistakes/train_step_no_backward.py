"""backward is forgotten."""
# exercise: 3.3
# mistake: missing-backward


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    optimizer.step()
    return loss.item()
