"""Normalised with 0.5 and 0.5, as many tutorials do."""
# exercise: 1.2
# mistake: arguments-ignored


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
