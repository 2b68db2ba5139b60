"""item() before backward."""
# exercise: 3.3
# mistake: item-before-backward


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels).item()
    loss.backward()
    optimizer.step()
    return loss
