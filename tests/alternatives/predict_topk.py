"""topk and detach, on probabilities."""
# exercise: 4.4


def predict(model, images, device):
    model = model.to(device).eval()
    with torch.no_grad():
        probabilities = torch.exp(model(images.to(device)))
    return probabilities.topk(1, dim=1).indices.view(-1).detach().cpu().long()
