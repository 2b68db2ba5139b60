"""Augmentation in the transform."""
# exercise: 1.2
# mistake: random-transform


def build_transform(mean=0.1307, std=0.3081):
    steps = [transforms.RandomRotation(10), transforms.ToTensor(), transforms.Normalize((mean,), (std,))]
    return transforms.Compose(steps)
