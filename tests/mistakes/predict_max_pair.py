"""torch.max's pair is returned."""
# exercise: 4.4
# mistake: maxima-with-classes


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        output = model(images.to(device))
    return torch.max(output.cpu(), dim=1)
