"""Empty frames are left over."""
# exercise: 1.4
# mistake: leftover-axes-shown

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    fig, axs = plt.subplots(rows, columns, squeeze=False, subplot_kw={"xticks": [], "yticks": []})
    for ax, image, caption in zip(axs.flat, images, captions):
        ax.imshow(image.squeeze(), cmap="gray")
        ax.set_title(caption)
    return fig
