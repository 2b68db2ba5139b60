"""no_grad is forgotten."""
# exercise: 4.1
# mistake: gradients-recorded


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        images = images.to(device)
        labels = labels.to(device)
        output = model(images)
        total += loss_fn(output, labels).item() * len(labels)
        correct += int((output.argmax(1) == labels).sum())
        seen += len(labels)
    return total / seen, correct / seen
