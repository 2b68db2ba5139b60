"""The source tutorial's slip: a sum of batch means divided by the number of examples."""
# exercise: 4.1
# mistake: batch-means-divided-by-examples


def evaluate(model, loss_fn, loader, device):
    model.eval()
    test_loss = 0
    correct = 0
    with torch.no_grad():
        for data, target in loader:
            data, target = data.to(device), target.to(device)
            output = model(data)
            test_loss += loss_fn(output, target).item()
            pred = output.data.max(1, keepdim=True)[1]
            correct += pred.eq(target.data.view_as(pred)).sum().item()
    test_loss /= len(loader.dataset)
    return test_loss, correct / len(loader.dataset)
