"""A Sequential of modules."""
# exercise: 1.2

from torch import nn
from torchvision.transforms import v2


class ToFloat(nn.Module):
    def forward(self, image):
        return v2.functional.to_dtype(v2.functional.pil_to_tensor(image), torch.float32, scale=True)


def build_transform(mean=0.1307, std=0.3081):
    return nn.Sequential(ToFloat(), transforms.Normalize(mean, std, inplace=True))
