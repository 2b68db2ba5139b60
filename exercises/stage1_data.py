# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Stage 1: the data
#
# A model is only as good as what it reads. In this stage you measure the digits, turn each image into a tensor of
# a convenient range, hand them out in batches, and look at some of them.
#
# Read `lessons/1_data.py` first. Then fill in each `TODO` below; `pytest grader -m stage1` tells you how you are doing.

# %%
import torch
from matplotlib.figure import Figure
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from digits import data_root, seed_everything
from digits.script import save_figure, say, stage_arguments, stage_script

# %% [markdown]
# ## 1.1 How bright are the digits?
#
# Networks learn best from numbers around 0. To get there we need the mean and the standard deviation of all pixels.


# %%
def pixel_stats(images: torch.Tensor) -> tuple[float, float]:
    """Measure the mean and the standard deviation of all pixels, scaled to [0, 1].

    Args:
        images: uint8 (N, 28, 28), each pixel between 0 (black) and 255 (white).

    Returns:
        (mean, std): two Python floats, over all N * 28 * 28 pixels at once, after each pixel was divided by 255.
        MNIST's training set gives 0.1307 and 0.3081.
    """
    # TODO 1.1 (2 lines): scale the pixels to [0, 1], then return their mean and standard deviation as floats
    raise NotImplementedError("1.1 pixel_stats")


# %% [markdown]
# ## 1.2 From picture to tensor
#
# The data set hands out PIL images. A *transform* turns each one into what the model reads.


# %%
def build_transform(mean: float = 0.1307, std: float = 0.3081):
    """Build the function that prepares one image for the model.

    Args:
        mean, std: of the scaled pixels, as `pixel_stats` measures them.

    Returns:
        A callable. It takes a PIL image (mode L, 28 x 28) and returns a float32 tensor of shape (1, 28, 28) whose
        values are (pixel / 255 - mean) / std.
    """
    # TODO 1.2 (1 line): return a transform that makes a tensor with values in [0, 1], then normalises it
    raise NotImplementedError("1.2 build_transform")


# %% [markdown]
# ## 1.3 Batches
#
# A `Dataset` knows the examples one by one; a `DataLoader` hands them out in batches.


# %%
def build_loaders(root, batch_size_train: int = 64, batch_size_test: int = 1000) -> tuple[DataLoader, DataLoader]:
    """Build the loaders of the training set and of the test set.

    Args:
        root: the folder that holds MNIST; what is not there yet is downloaded into it (`download=True`).
        batch_size_train, batch_size_test: examples per batch.

    Returns:
        (train_loader, test_loader): loaders over `torchvision.datasets.MNIST` with `build_transform()`. Every example
        comes once per epoch, the last batch may be smaller, and the training set is shuffled anew each epoch.
    """
    transform = build_transform()
    # TODO 1.3 (5 lines): make the training set and the test set, then a loader for each; return both loaders
    raise NotImplementedError("1.3 build_loaders")


# %% [markdown]
# ## 1.4 Look at them
#
# Always look at your data. Many a mystery is solved by one glance at a grid of samples.


# %%
def plot_digits(images: torch.Tensor, captions, columns: int = 3) -> Figure:
    """Draw images in a grid, filled row by row.

    Args:
        images: (N, 1, 28, 28), any range of values.
        captions: N of them, shown with `str(caption)`.
        columns: images per row.

    Returns:
        A matplotlib Figure with one axes per image: the image in grey, its caption as the title, ticks hidden. Axes
        that are left over in the last row are not shown. It is returned, not shown: no `plt.show()` here.
    """
    rows = -(-len(images) // columns)  # rounded up
    figure = Figure(figsize=(1.6 * columns, 1.9 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        axes.axis("off")
    # TODO 1.4 (3 lines): show each image in its own axes of the grid, in grey, with its caption as the title
    raise NotImplementedError("1.4 plot_digits")
    return figure


# %% [markdown]
# ## The stage at work
#
# Run this file: it measures the training set, shows what a batch looks like, and saves a picture of some digits.


# %%
@stage_script
def main() -> None:
    """Measure the training set, look at one batch, and save a grid of samples."""
    arguments = stage_arguments("Stage 1: look at the data.")
    seed_everything(arguments.seed)
    root = arguments.data or data_root()

    mean, std = pixel_stats(datasets.MNIST(root, train=True).data)
    say(f"pixels: mean {mean:.4f}, standard deviation {std:.4f}")

    train_loader, test_loader = build_loaders(root)
    say(f"{len(train_loader.dataset)} training examples in {len(train_loader)} batches")
    say(f"{len(test_loader.dataset)} test examples in {len(test_loader)} batches")

    images, labels = next(iter(train_loader))
    say(f"one batch: images {tuple(images.shape)}, {images.dtype}, from {images.min():.2f} to {images.max():.2f}")
    save_figure(plot_digits(images[:6], [f"Label: {label}" for label in labels[:6]]), arguments.out / "samples.png")


if __name__ == "__main__":
    main()
