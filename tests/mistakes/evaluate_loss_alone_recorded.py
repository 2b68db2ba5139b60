"""The loss alone comes back, and autograd was watching."""
# exercise: 4.1
# mistake: single-number-returned+gradients-recorded


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total = 0.0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        total += loss_fn(model(images), labels).item() * len(images)
    return total / len(loader.dataset)
