"""Per cent, rounded."""
# exercise: 4.1
# mistake: percent-for-fraction+rounded

import torch


@torch.no_grad()
def evaluate(model, loss_fn, loader, device):
    model.eval()
    total, right = 0.0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        log_probs = model(images)
        total += loss_fn(log_probs, labels).item() * len(images)
        right += (log_probs.argmax(dim=1) == labels).sum().item()
    return total / len(loader.dataset), round(100 * right / len(loader.dataset), 1)
