"""Evaluation mode, and gradients that are never cleared."""
# exercise: 3.3
# mistake: eval-mode-for-training+missing-zero-grad


def train_step(model, loss_fn, optimizer, images, labels):
    model.eval()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
