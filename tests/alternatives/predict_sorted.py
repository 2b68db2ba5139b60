"""Sorted, then the last column, in chunks."""
# exercise: 4.4


def predict(model, images, device):
    model.eval()
    answers = []
    with torch.no_grad():
        for part in images.split(5):
            answers.append(model(part.to(device)).sort(dim=1).indices[:, -1].cpu())
    return torch.cat(answers)
