"""The model is called here, with all that predict does."""
# exercise: 4.5


def plot_predictions(model, images, device):
    model.eval()
    with torch.no_grad():
        digits = model(images.to(device)).argmax(dim=1)
    figure = plot_digits(images.cpu(), ["Prediction: %d" % digit for digit in digits])
    figure.suptitle("What the network reads")
    return figure
