"""The sum of the losses goes backward and comes back."""
# exercise: 3.3
# mistake: loss-scaled


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels) * len(images)
    loss.backward()
    optimizer.step()
    return loss.item()
