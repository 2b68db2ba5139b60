"""In another type of whole numbers."""
# exercise: 4.4
# mistake: int32-returned


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        digits = model(images.to(device)).argmax(dim=1)
    return digits.int().cpu()
