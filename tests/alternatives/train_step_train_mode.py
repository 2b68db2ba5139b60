"""The model is put into training mode again."""
# exercise: 3.3


def train_step(model, loss_fn, optimizer, images, labels):
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return float(loss)
