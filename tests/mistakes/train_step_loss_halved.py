"""Half of the loss goes backward."""
# exercise: 3.3
# mistake: loss-scaled


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    (loss / 2).backward()
    optimizer.step()
    return loss.item()
