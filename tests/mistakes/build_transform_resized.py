"""The image is made larger, as another net wants it."""
# exercise: 1.2
# mistake: resized


def build_transform(mean=0.1307, std=0.3081):
    steps = [transforms.Resize((32, 32)), transforms.ToTensor(), transforms.Normalize((mean,), (std,))]
    return transforms.Compose(steps)
