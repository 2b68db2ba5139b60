"""A batch axis is added."""
# exercise: 1.2
# mistake: batch-axis-added


def build_transform(mean=0.1307, std=0.3081):
    steps = [transforms.ToTensor(), transforms.Normalize(mean, std), transforms.Lambda(lambda x: x.unsqueeze(0))]
    return transforms.Compose(steps)
