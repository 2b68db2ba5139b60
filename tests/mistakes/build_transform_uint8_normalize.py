"""Normalize gets whole numbers."""
# exercise: 1.2
# mistake: normalised-whole-numbers


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.PILToTensor(), transforms.Normalize((mean,), (std,))])
