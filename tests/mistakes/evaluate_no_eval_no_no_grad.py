"""Neither evaluation mode nor no_grad."""
# exercise: 4.1
# mistake: missing-eval-mode+gradients-recorded


def evaluate(model, loss_fn, loader, device):
    total_loss, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        output = model(images)
        total_loss += loss_fn(output, labels).item() * images.size(0)
        correct += (output.argmax(dim=1) == labels).sum().item()
        seen += images.size(0)
    return total_loss / seen, correct / seen
