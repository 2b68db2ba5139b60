"""Normalize comes first, in the transforms v2."""
# exercise: 1.2
# mistake: normalised-before-tensor

from torchvision.transforms import v2


def build_transform(mean=0.1307, std=0.3081):
    return v2.Compose([v2.Normalize((mean,), (std,)), v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
