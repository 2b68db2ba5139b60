"""All parameters stop taking gradients, for good."""
# exercise: 4.1
# mistake: parameters-frozen


def evaluate(model, loss_fn, loader, device):
    model.eval()
    for p in model.parameters():
        p.requires_grad = False
    total, hits, n = 0.0, 0, 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        out = model(x)
        total += loss_fn(out, y).item() * len(y)
        hits += (out.argmax(dim=1) == y).sum().item()
        n += len(y)
    return total / n, hits / n
