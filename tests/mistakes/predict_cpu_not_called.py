"""cpu without its brackets."""
# exercise: 4.4
# mistake: not-called


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        guess = model(images.to(device)).argmax(dim=1)
    return guess.cpu
