"""The mean is not subtracted."""
# exercise: 1.2
# mistake: mean-not-subtracted


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), lambda x: x / std])
