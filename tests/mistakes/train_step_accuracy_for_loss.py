"""The batch's accuracy comes back."""
# exercise: 3.3
# mistake: accuracy-for-loss


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    outputs = model(images)
    loss = loss_fn(outputs, labels)
    loss.backward()
    optimizer.step()
    return (outputs.argmax(1) == labels).float().mean().item()
