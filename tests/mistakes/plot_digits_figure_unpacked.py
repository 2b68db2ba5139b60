"""plt.figure() is unpacked as if it were plt.subplots()."""
# exercise: 1.4
# mistake: not-a-pair

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    fig, axes = plt.figure(figsize=(8, 8))
    for i, image in enumerate(images):
        plt.subplot(rows, columns, i + 1)
        plt.imshow(image[0], cmap="gray")
        plt.title(captions[i])
        plt.axis("off")
    return fig
