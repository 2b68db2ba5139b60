"""The channel axis stands at the end."""
# exercise: 1.2
# mistake: channel-axis-last

import numpy as np


def build_transform(mean=0.1307, std=0.3081):
    return lambda image: (torch.from_numpy(np.array(image)[:, :, None]).float() / 255 - mean) / std
