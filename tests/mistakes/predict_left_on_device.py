"""The answer is never brought back."""
# exercise: 4.4
# mistake: left-on-device


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        output = model(images.to(device))
    return output.argmax(dim=1)
