"""Now and then the image is mirrored."""
# exercise: 1.2
# mistake: random-transform


def build_transform(mean=0.1307, std=0.3081):
    steps = [transforms.ToTensor(), transforms.RandomHorizontalFlip(), transforms.Normalize((mean,), (std,))]
    return transforms.Compose(steps)
