"""It trains, and gives the loss alone."""
# exercise: 4.1
# mistake: single-number-returned+weights-changed


def evaluate(model, loss_fn, loader, device):
    model.eval()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    total = 0.0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(images)
    return total / len(loader.dataset)
