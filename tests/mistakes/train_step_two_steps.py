"""Two steps."""
# exercise: 3.3
# mistake: two-steps


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    optimizer.step()
    return loss.item()
