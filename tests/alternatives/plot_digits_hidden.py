"""Leftover axes made invisible, ticks without length or labels, black on white."""
# exercise: 1.4

import matplotlib.pyplot as plt


def plot_digits(images, captions, columns=3):
    rows = -(-len(images) // columns)
    fig, axs = plt.subplots(rows, columns, squeeze=False, layout="tight")
    for ax in axs.flat:
        ax.set_visible(False)
    for n in reversed(range(len(images))):
        ax = axs[divmod(n, columns)]
        ax.set_visible(True)
        ax.imshow(images[n].squeeze(), cmap="gray_r")
        ax.set_title(captions[n], loc="left", fontsize=8)
        ax.tick_params(left=False, bottom=False, labelleft=False, labelbottom=False)
    return fig
