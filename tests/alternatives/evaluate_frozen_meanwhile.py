"""The parameters are frozen, and take gradients again afterwards."""
# exercise: 4.1


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    model.requires_grad_(False)
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        output = model(images)
        total_loss += loss_fn(output, labels).item() * len(images)
        correct += (output.argmax(dim=1) == labels).sum().item()
        seen += len(images)
    model.requires_grad_(True)
    return total_loss / seen, correct / seen
