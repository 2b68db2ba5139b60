"""Evaluation mode, and a learning rate that falls."""
# exercise: 3.3
# mistake: learning-rate-changed+eval-mode-for-training


def train_step(model, loss_fn, optimizer, images, labels):
    model.eval()
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    optimizer.param_groups[0]["lr"] *= 0.9
    return loss.item()
