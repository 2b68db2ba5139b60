"""The predictions are detached, and ask for gradients again."""
# exercise: 3.3
# mistake: graph-cut


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    predictions = model(images).detach().requires_grad_()
    loss = loss_fn(predictions, labels)
    loss.backward()
    optimizer.step()
    return loss.item()
