"""F.nll_loss in place of loss_fn."""
# exercise: 4.1
# mistake: loss-fn-ignored


def evaluate(model, loss_fn, loader, device):
    import torch.nn.functional as F

    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            output = model(images)
            total_loss += F.nll_loss(output, labels, reduction="sum").item()
            correct += (output.argmax(dim=1) == labels).sum().item()
            seen += len(images)
    return total_loss / seen, correct / seen
