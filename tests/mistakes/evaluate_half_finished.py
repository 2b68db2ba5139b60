"""The loss is summed; correct and seen are still to come."""
# exercise: 4.1
# mistake: divided-by-zero


@torch.no_grad()
def evaluate(model, loss_fn, loader, device):
    total_loss, correct, seen = 0.0, 0, 0
    model.eval()
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        total_loss += loss_fn(model(images), labels).item() * len(images)
        # TODO 4.1: correct and seen
    return total_loss / seen, correct / seen
