"""A list in place of a tensor."""
# exercise: 4.4
# mistake: list-returned


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        output = model(images.to(device))
    return output.argmax(dim=1).tolist()
