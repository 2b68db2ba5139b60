"""The return is missing."""
# exercise: 4.4
# mistake: nothing-returned


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        output = model(images.to(device))
    return None
