"""test_loader, a name of another notebook."""
# exercise: 4.1
# mistake: unknown-name


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total, hits, n = 0.0, 0, 0
    with torch.no_grad():
        for x, y in test_loader:
            x, y = x.to(device), y.to(device)
            out = model(x)
            total += loss_fn(out, y).item() * len(y)
            hits += (out.argmax(dim=1) == y).sum().item()
            n += len(y)
    return total / n, hits / n
