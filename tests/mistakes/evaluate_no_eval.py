"""The model stays in training mode."""
# exercise: 4.1
# mistake: missing-eval-mode


def evaluate(model, loss_fn, loader, device):
    total_loss, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            log_probs = model(images)
            total_loss += loss_fn(log_probs, labels).item() * len(images)
            correct += (log_probs.argmax(dim=1) == labels).sum().item()
            seen += len(images)
    return total_loss / seen, correct / seen
