"""backward twice."""
# exercise: 3.3
# mistake: backward-twice


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    loss.backward()
    optimizer.step()
    return loss.item()
