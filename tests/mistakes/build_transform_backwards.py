"""A normalisation is undone, not done."""
# exercise: 1.2
# mistake: normalised-backwards


def build_transform(mean=0.1307, std=0.3081):
    to_tensor = transforms.ToTensor()
    return lambda image: to_tensor(image) * std + mean
