"""The digits become floats."""
# exercise: 4.4
# mistake: float-returned


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        output = model(images.to(device))
    return output.argmax(dim=1).float().cpu()
