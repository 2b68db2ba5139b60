"""Normalize of v2 gets whole numbers."""
# exercise: 1.2
# mistake: normalised-whole-numbers

from torchvision.transforms import v2


def build_transform(mean=0.1307, std=0.3081):
    return v2.Compose([v2.ToImage(), v2.Normalize((mean,), (std,))])
