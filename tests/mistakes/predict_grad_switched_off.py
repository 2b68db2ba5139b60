"""Gradients are switched off for good."""
# exercise: 4.4
# mistake: gradients-left-off


def predict(model, images, device):
    model.eval()
    torch.set_grad_enabled(False)
    return model(images.to(device)).argmax(dim=1).cpu()
