"""By way of Python numbers."""
# exercise: 4.4


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        rows = model(images.to(device)).tolist()
    return torch.tensor([max(range(len(row)), key=row.__getitem__) for row in rows])
