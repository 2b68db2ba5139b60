"""Normalize is missing."""
# exercise: 1.2
# mistake: missing-normalisation


def build_transform(mean=0.1307, std=0.3081):
    return transforms.ToTensor()
