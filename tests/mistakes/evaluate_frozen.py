"""The parameters are frozen for good."""
# exercise: 4.1
# mistake: parameters-frozen


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    for parameter in model.parameters():
        parameter.requires_grad = False
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            output = model(images)
            total_loss += loss_fn(output, labels).item() * len(images)
            correct += (output.argmax(dim=1) == labels).sum().item()
            seen += len(images)
    return total_loss / seen, correct / seen
