"""The images are not moved to the device."""
# exercise: 4.4
# mistake: not-moved-to-device


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        return model(images).argmax(dim=1).cpu()
