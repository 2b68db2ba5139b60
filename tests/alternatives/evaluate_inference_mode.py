"""inference_mode in place of no_grad, and the mode is restored."""
# exercise: 4.1


def evaluate(model, loss_fn, loader, device):
    was_training = model.training
    model.eval()
    loss, right = 0.0, 0
    with torch.inference_mode():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            out = model(x)
            loss += loss_fn(out, y).item() * x.size(0)
            right += out.argmax(-1).eq(y).sum().item()
    model.train(was_training)
    n = len(loader.dataset)
    return loss / n, right / n
