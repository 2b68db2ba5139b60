"""The whole list stands in every caption."""
# exercise: 4.5
# mistake: all-predictions-in-caption


def plot_predictions(model, images, device):
    predictions = predict(model, images, device).tolist()
    return plot_digits(images, [f"Prediction: {predictions}" for _ in images])
