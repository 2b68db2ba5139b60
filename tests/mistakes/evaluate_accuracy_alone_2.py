"""Only the accuracy comes back."""
# exercise: 4.1
# mistake: single-number-returned


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total, hits, n = 0.0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            out = model(x)
            total += loss_fn(out, y).item() * len(y)
            hits += (out.argmax(dim=1) == y).sum().item()
            n += len(y)
    return hits / n
