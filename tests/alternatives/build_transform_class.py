"""A class that can be called, with NumPy inside."""
# exercise: 1.2

import numpy as np


class Prepare:
    def __init__(self, mean, std):
        self.mean, self.std = mean, std

    def __call__(self, image):
        pixels = np.asarray(image, dtype=np.float32) / 255
        return torch.from_numpy((pixels - self.mean) / self.std).reshape(1, 28, 28)


build_transform = lambda mean=0.1307, std=0.3081: Prepare(mean, std)  # noqa: E731
