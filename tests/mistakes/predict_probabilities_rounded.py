"""Probabilities rounded to 0 and 1, ten for each image."""
# exercise: 4.4
# mistake: probabilities-for-classes


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        return torch.exp(model(images.to(device))).round().long().cpu()
