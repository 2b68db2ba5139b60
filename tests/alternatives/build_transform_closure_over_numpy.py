"""An inner function by way of numpy."""
# exercise: 1.2

import numpy as np


def build_transform(mean=0.1307, std=0.3081):
    def prepare(picture):
        pixels = torch.from_numpy(np.array(picture, dtype=np.float32)) / 255
        return pixels.sub(mean).div(std).unsqueeze(0)

    return prepare
