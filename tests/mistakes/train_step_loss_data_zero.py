"""loss.data[0], as it was written before torch had numbers without axes."""
# exercise: 3.3
# mistake: number-indexed


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.data[0]
