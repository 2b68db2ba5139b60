"""Both loss and accuracy are averaged over the batches."""
# exercise: 4.1
# mistake: mean-of-batch-means+mean-of-batch-accuracies


def evaluate(model, loss_fn, loader, device):
    model.eval()
    losses, accuracies = [], []
    with torch.no_grad():
        for images, labels in loader:
            output = model(images.to(device))
            labels = labels.to(device)
            losses.append(loss_fn(output, labels).item())
            accuracies.append((output.argmax(1) == labels).float().mean().item())
    return sum(losses) / len(losses), sum(accuracies) / len(accuracies)
