"""The batches' mean losses are averaged."""
# exercise: 4.1
# mistake: mean-of-batch-means


def evaluate(model, loss_fn, loader, device):
    model.eval()
    loss, correct = 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            out = model(x)
            loss += loss_fn(out, y).item()
            correct += (out.argmax(1) == y).sum().item()
    return loss / len(loader), correct / len(loader.dataset)
