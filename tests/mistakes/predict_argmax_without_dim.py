"""argmax over everything."""
# exercise: 4.4
# mistake: argmax-without-dim


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        output = model(images.to(device))
    return output.argmax().cpu()
