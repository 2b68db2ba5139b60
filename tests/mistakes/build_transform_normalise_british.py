"""Normalise with an s."""
# exercise: 1.2
# mistake: misspelt-name


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalise((mean,), (std,))])
