"""Formatted text comes back."""
# exercise: 4.1
# mistake: text-returned


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            output = model(images)
            total_loss += loss_fn(output, labels).item() * len(images)
            correct += (output.argmax(dim=1) == labels).sum().item()
            seen += len(images)
    return f"{total_loss / seen:.4f}", f"{correct / seen:.4f}"
