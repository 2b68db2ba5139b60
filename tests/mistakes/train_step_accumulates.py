"""A step at every second call."""
# exercise: 3.3
# mistake: steps-not-every-time

calls = []


def train_step(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    loss.backward()
    calls.append(1)
    if len(calls) % 2 == 0:
        optimizer.step()
        optimizer.zero_grad()
    return loss.item()
