"""The largest values are compared with the labels, not where they stand."""
# exercise: 4.1
# mistake: no-answer-right


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total, hits, n = 0.0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            out = model(x)
            total += loss_fn(out, y).item() * len(y)
            hits += (out.max(1)[0] == y).sum().item()
            n += len(y)
    return total / n, hits / n
