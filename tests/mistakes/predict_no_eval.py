"""The mode is left as it came."""
# exercise: 4.4
# mistake: training-mode-left-on


def predict(model, images, device):
    with torch.no_grad():
        output = model(images.to(device))
    return output.argmax(dim=1).cpu()
