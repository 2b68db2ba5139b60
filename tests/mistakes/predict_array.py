"""An array of NumPy's comes back."""
# exercise: 4.4
# mistake: array-returned


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        return model(images.to(device)).argmax(dim=1).cpu().numpy()
