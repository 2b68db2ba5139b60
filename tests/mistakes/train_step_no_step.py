"""The step is forgotten."""
# exercise: 3.3
# mistake: missing-step


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    output = model(images)
    loss = loss_fn(output, labels)
    loss.backward()
    return loss.item()
