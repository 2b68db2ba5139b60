"""PILToTensor does not scale, and neither does a plain ToDtype."""
# exercise: 1.2
# mistake: not-scaled

from torchvision.transforms import v2


def build_transform(mean=0.1307, std=0.3081):
    return v2.Compose([v2.PILToTensor(), v2.ToDtype(torch.float32), v2.Normalize([mean], [std])])
