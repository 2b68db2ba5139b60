"""From the list of all pixels."""
# exercise: 1.2

from functools import partial


def prepare(image, mean, std):
    values = [(pixel / 255 - mean) / std for pixel in image.tobytes()]
    return torch.tensor(values).view(1, *image.size[::-1])


def build_transform(mean=0.1307, std=0.3081):
    return partial(prepare, mean=mean, std=std)
