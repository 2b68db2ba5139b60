"""The weights are drawn anew at the top of each step."""
# exercise: 3.3
# mistake: weights-changed-otherwise


def train_step(model, loss_fn, optimizer, images, labels):
    for layer in model.modules():
        if hasattr(layer, "reset_parameters"):
            layer.reset_parameters()
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
