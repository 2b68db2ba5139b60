"""pyplot's own way, with subplot and tight_layout."""
# exercise: 1.4

import math


import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    plt.figure(figsize=(8, 8))
    for i, (image, caption) in enumerate(zip(images, captions, strict=True)):
        plt.subplot(math.ceil(len(images) / columns), columns, i + 1)
        plt.tight_layout()
        plt.imshow(image[0], cmap="gray", interpolation="none")
        plt.title(f"{caption}")
        plt.xticks([])
        plt.yticks([])
    return plt.gcf()
