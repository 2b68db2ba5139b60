"""The parameters are frozen for good."""
# exercise: 4.4
# mistake: parameters-frozen


def predict(model, images, device):
    model.eval()
    model.requires_grad_(False)
    return model(images.to(device)).argmax(dim=1).cpu()
