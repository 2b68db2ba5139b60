"""A training step was copied along."""
# exercise: 4.1
# mistake: weights-changed


def evaluate(model, loss_fn, loader, device):
    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        output = model(images)
        total_loss += loss_fn(output, labels).item() * len(images)
        correct += (output.argmax(dim=1) == labels).sum().item()
        optimizer.zero_grad()
        loss_fn(output, labels).backward()
        optimizer.step()
        seen += len(images)
    return total_loss / seen, correct / seen
