"""All log-probabilities are collected, and compared at the end."""
# exercise: 4.1


def evaluate(model, loss_fn, loader, device):
    model.eval()
    outputs, targets = [], []
    with torch.no_grad():
        for images, labels in loader:
            outputs.append(model(images.to(device)).cpu())
            targets.append(labels)
    outputs, targets = torch.cat(outputs), torch.cat(targets)
    accuracy = (outputs.argmax(dim=1) == targets).float().mean().item()
    return loss_fn(outputs, targets).item(), accuracy
