"""Captions with numbers, and ticks."""
# exercise: 1.4
# mistake: captions-altered+ticks-shown

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    figure, axes = plt.subplots(-(-len(images) // columns), columns, squeeze=False)
    for place in axes.flatten()[len(images) :]:
        place.remove()
    for number, place in enumerate(axes.flatten()[: len(images)]):
        place.imshow(images[number, 0], cmap="gray")
        place.set_title(f"{number}: {captions[number]}")
    return figure
