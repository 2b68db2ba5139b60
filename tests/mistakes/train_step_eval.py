"""The model is put into evaluation mode."""
# exercise: 3.3
# mistake: eval-mode-for-training


def train_step(model, loss_fn, optimizer, images, labels):
    model.eval()
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
