"""The same image everywhere, under numbered captions."""
# exercise: 1.4
# mistake: captions-altered+one-image-everywhere

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    figure, axes = plt.subplots(-(-len(images) // columns), columns, squeeze=False)
    for place in axes.flatten()[len(images) :]:
        place.remove()
    for number, place in enumerate(axes.flatten()[: len(images)]):
        place.imshow(images[0, 0], cmap="gray")
        place.set_title(f"{number}: {captions[number]}")
        place.set_xticks([])
        place.set_yticks([])
    return figure
