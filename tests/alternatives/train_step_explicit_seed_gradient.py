"""backward is given its first gradient, a one."""
# exercise: 3.3


def train_step(model, loss_fn, optimizer, images, labels):
    with torch.enable_grad():
        optimizer.zero_grad()
        loss = loss_fn(model.forward(images), labels)
        loss.backward(torch.ones_like(loss))
    optimizer.step()
    return loss.detach().cpu().numpy().item()
