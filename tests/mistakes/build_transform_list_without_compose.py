"""A plain list of transforms, without Compose."""
# exercise: 1.2
# mistake: list-for-transform


def build_transform(mean=0.1307, std=0.3081):
    steps = [transforms.ToTensor(), transforms.Normalize((mean,), (std,))]
    return steps
