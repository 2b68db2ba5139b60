"""enumerate's number in place of the prediction."""
# exercise: 4.5
# mistake: position-for-prediction


def plot_predictions(model, images, device):
    predictions = predict(model, images, device)
    return plot_digits(images, [f"Prediction: {i}" for i, p in enumerate(predictions)])
