"""No zero_grad, and a tensor returned: two mistakes."""
# exercise: 3.3
# mistake: missing-zero-grad+tensor-returned


def train_step(model, loss_fn, optimizer, images, labels):
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss
