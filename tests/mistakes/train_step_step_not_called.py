"""The brackets of step are forgotten."""
# exercise: 3.3
# mistake: missing-step


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step
    return loss.item()
