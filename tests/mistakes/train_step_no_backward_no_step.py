"""The gradients are cleared, and that is all."""
# exercise: 3.3
# mistake: missing-backward+missing-step


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    return loss.item()
