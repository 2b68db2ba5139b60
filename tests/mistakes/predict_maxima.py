"""The maxima are returned, not where they stand."""
# exercise: 4.4
# mistake: maxima-for-classes


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        output = model(images.to(device))
    return output.max(dim=1)[0].cpu()
