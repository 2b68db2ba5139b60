"""The loss is rounded to two places."""
# exercise: 3.3
# mistake: rounded


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return round(loss.item(), 2)
