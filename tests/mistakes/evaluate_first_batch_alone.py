"""One batch is measured."""
# exercise: 4.1
# mistake: stops-after-first-batch


def evaluate(model, loss_fn, loader, device):
    model.eval()
    x, y = next(iter(loader))
    with torch.no_grad():
        out = model(x.to(device))
        loss = loss_fn(out, y.to(device)).item()
    return loss, (out.argmax(1).cpu() == y).float().mean().item()
