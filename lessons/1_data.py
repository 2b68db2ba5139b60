# ---
# jupyter:
#   jupytext:
#     cell_metadata_filter: tags,mystnb,-all
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 1 · Data: from pictures to batches of numbers
#
# A neural network never sees a picture. It sees a block of numbers, a few dozen pictures at a time, each number near
# zero. This lesson follows a handwritten digit on its way there, in five steps:
#
# 1. a **dataset** hands over one example at a time;
# 2. **two sets**, one to learn from and one to be examined on;
# 3. **transforms** turn each picture into well-behaved numbers;
# 4. a **loader** shuffles the examples and packs them into batches;
# 5. and you **look**, because most mistakes with data never raise an error.
#
# Reading takes about half an hour. Where the text asks **What do you expect?**, say your answer out loud before you run
# the cell.

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn
from torch.func import functional_call, grad_and_value
from torch.utils.data import DataLoader, Dataset
from torchvision import datasets, transforms
from torchvision.utils import make_grid

from digits import data_root
from digits.style import BLUE, ORANGE, RED, use_style

use_style()
torch.set_num_threads(1)  # networks as small as these are quickest on one core
_ = torch.manual_seed(1)

# %% [markdown]
# ## A dataset answers two questions
#
# How many examples have you got, and what is example number *i*? In Python these questions are spelled `len(dataset)`
# and `dataset[i]`, and a class answers them with two methods, `__len__` and `__getitem__`. That is all a
# {term}`dataset` is.
#
# Here is one with ten tiny pictures, 5 × 5 pixels each. A white bar lies flat (class 0) or stands upright (class 1):


# %%
class Bars(Dataset):
    """Ten 5×5 pictures: examples 0–4 hold a lying bar, 5–9 a standing one."""

    def __len__(self):
        return 10

    def __getitem__(self, index):
        image = torch.zeros(1, 5, 5)
        if index < 5:
            image[0, index, :] = 1.0  # fill a row
            return image, 0
        image[0, :, index - 5] = 1.0  # fill a column
        return image, 1


bars = Bars()
example = bars[7]
print(
    len(bars), "examples; one of them is a", type(example).__name__, "of length", len(example)
)

# %% [markdown]
# An example is a **tuple**: what goes into the model, and the answer that should come out. The input here is a picture,
# the answer a whole number called its {term}`label`. Unpack the two in one line:

# %%
image, label = bars[7]
print(image)
print("label:", label)

# %% [markdown]
# The pictures are not stored anywhere: each is made when you ask for it. That is the point of `__getitem__`. A dataset
# of a million photographs need not fit in memory, because it opens a file only when somebody wants that example.
#
# ## The digits
#
# MNIST is a dataset of the same kind, already written for you in `torchvision.datasets`. Employees of the US Census
# Bureau and high-school students filled in forms, half of the digits each; these were scanned, cut apart, and centred
# in squares of 28 × 28 pixels: 60,000 to learn from, and 10,000 to be tested on, by *other* writers
# ([LeCun, Bottou, Bengio and Haffner 1998](https://doi.org/10.1109/5.726791)).
#
# `data_root()` finds them on your disk or fetches them once. If you are offline, the course draws digits itself, in the
# same layout and fewer of them. The line it prints tells you which you have; every number below is computed from those.

# %%
root = data_root()
train_set = datasets.MNIST(root, train=True)
test_set = datasets.MNIST(root, train=False)

image, label = train_set[0]
print(f"{len(train_set):,} training examples, {len(test_set):,} test examples")
print("the first example:", image, "and", label)

# %% [markdown]
# A tuple again: a picture and a whole number. The picture is a `PIL.Image` in mode `L`, which means one **l**uminance,
# a brightness, per pixel. Up close it is a table of whole numbers from 0 (black) to 255 (white):

# %% tags=["hide-input"] mystnb={"image": {"alt": "First panel: the first training digit, grey on black, with a square drawn around a part of it. Second: that part enlarged, with the brightness of every pixel written in it, 0 where it is black and up to 255 where it is white."}}
pixels = np.asarray(image)
row, column = 4, 12  # the corner of the part to enlarge

figure, (whole, part) = plt.subplots(1, 2, figsize=(8, 4))
whole.imshow(pixels)
whole.add_patch(
    plt.Rectangle(
        (column - 0.5, row - 0.5), 9, 9, fill=False, edgecolor=ORANGE, linewidth=2.5
    )
)
whole.set(title=f"one example, labelled {label}", xlabel="column", ylabel="row")
part.imshow(pixels[row : row + 9, column : column + 9], vmin=0, vmax=255)
for r in range(9):
    for c in range(9):
        value = pixels[row + r, column + c]
        part.text(
            c,
            r,
            value,
            ha="center",
            va="center",
            fontsize=8,
            color="black" if value > 110 else "white",
        )
part.set(title="its brightness, pixel by pixel", xticks=[], yticks=[])
for axes in (whole, part):
    axes.grid(False)
plt.show()

# %% [markdown]
# Sixteen of each digit, side by side, say more about the task than any statistic. Look along a row: how different may
# two people's 1s, 4s or 7s be? Which ones would you hesitate over yourself?

# %% tags=["hide-input"] mystnb={"image": {"alt": "A wall of handwritten digits: ten rows, one per digit from 0 to 9, with sixteen different examples of it in each row."}}
wall = torch.cat([train_set.data[train_set.targets == digit][:16] for digit in range(10)])
picture = make_grid(wall[:, None], nrow=16, padding=2, pad_value=70)[0]

figure, axes = plt.subplots(figsize=(8, 5.2))
axes.imshow(picture.numpy())
axes.set(title="sixteen training examples of each digit", ylabel="label", xticks=[])
axes.set_yticks([16 + 30 * digit for digit in range(10)], labels=range(10))
axes.grid(False)
plt.show()

# %% [markdown]
# ## Why there are two sets
#
# Suppose somebody offers you this recogniser. It scores perfectly on every digit it was given to learn from:

# %%
memory = {
    pixels.numpy().tobytes(): int(label)
    for pixels, label in zip(train_set.data, train_set.targets, strict=True)
}


def recall(pixels):
    """Look the picture up; if it was never seen, say 0."""
    return memory.get(pixels.numpy().tobytes(), 0)


def share_right(dataset):
    pairs = zip(dataset.data, dataset.targets, strict=True)
    return sum(recall(pixels) == label for pixels, label in pairs).item() / len(dataset)


print(f"on the training set: {share_right(train_set):.1%} right")

# %% [markdown]
# **What do you expect?** How many digits does it know that it has never seen?

# %%
print(f"on the test set:     {share_right(test_set):.1%} right")

# %% [markdown]
# It has learnt nothing. It remembers, and says 0 to everything new, which is right for about one digit in ten.
#
# So a score on the {term}`training set` cannot tell learning from remembering. Only examples kept aside can, and they
# are the {term}`test set`. Two rules keep it honest: the model never trains on it, and nothing that you set or measure
# for training (a mean, a threshold, the number of epochs) comes from it. When you must try many settings, cut a third
# piece out of the training set to choose by, the *validation set*, and open the test set once, at the end.
#
# ## Transforms: from a picture to well-behaved numbers
#
# A {term}`transform` is any function applied to each picture on its way out of the dataset. Two of them are in almost
# every pipeline.
#
# **`ToTensor`** turns a picture into a tensor. Here is one small enough to check by eye, two rows of three pixels:

# %%
small = Image.fromarray(np.array([[0, 51, 102], [153, 204, 255]], dtype=np.uint8))
tensor = transforms.ToTensor()(small)
print(tensor, tensor.shape, tensor.dtype)

# %% [markdown]
# Three things happened: the values went from 0…255 to **0…1**, from whole numbers to **float32**, and the shape became
# **(channels, height, width)**. A grey picture has one {term}`channel`; a colour photograph has three.
#
# (Newer code spells this `v2.ToImage()` followed by `v2.ToDtype(torch.float32, scale=True)`, from
# `torchvision.transforms.v2`. Both are fine.)
#
# **`Normalize`** then moves and stretches the values: it subtracts a mean and divides by a standard deviation,
#
# $$x' = \frac{x - \text{mean}}{\text{std}}.$$
#
# ### Where the mean and the deviation come from
#
# They are simply those of the training pixels. Take an entire training set of four pixels, already scaled to 0…1, with
# the values 0, 0, 0.4 and 0.8. With pencil and paper:
#
# $$\text{mean} = \tfrac{1}{4}(0 + 0 + 0.4 + 0.8) = 0.3,$$
#
# $$\text{std} = \sqrt{\tfrac{1}{4}\left(0.3^2 + 0.3^2 + 0.1^2 + 0.5^2\right)} \approx 0.33.$$
#
# After normalising, the values are about −0.90, −0.90, 0.30 and 1.51: their mean is 0, their standard deviation 1.
# `Normalize` agrees:

# %%
normalise = transforms.Normalize(mean=(0.3,), std=(0.3317,))
four = normalise(torch.tensor([[[0.0, 0.0], [0.4, 0.8]]]))
print(four)

# %% [markdown]
# The same sum over MNIST's training set, 60,000 × 28 × 28 = 47,040,000 pixels, gives a mean of **0.1307** and a
# standard deviation of **0.3081**: two numbers you will meet in many an MNIST program. Mostly black paper, so the mean
# is low. You will compute both yourself in exercise 1.1.
#
# Why bother? Steps of learning work best when all inputs have about the same, moderate size. {term}`Normalisation`
# takes nothing away, as the histogram shows: the shape stays, only the scale beneath it moves. (*Break it*, below,
# shows what it buys.)

# %% tags=["hide-input"] mystnb={"image": {"alt": "Histogram of pixel values on a logarithmic scale, before and after normalising. Both have a tall peak at black, a low plain between and a second peak at white; before they run from 0 to 1, afterwards from about minus 0.4 to 2.8."}}
sample = train_set.data[:1000].flatten() / 255
figure, axes = plt.subplots(figsize=(8, 3.4))
axes.hist(
    sample,
    bins=40,
    range=(0, 1),
    histtype="step",
    color=BLUE,
    linewidth=2,
    label="scaled to 0…1",
)
moved = (sample - 0.1307) / 0.3081
axes.hist(
    moved,
    bins=40,
    histtype="stepfilled",
    color=ORANGE,
    alpha=0.6,
    label="after mean 0.1307, std 0.3081",
)
axes.set(
    yscale="log",
    xlabel="pixel value",
    ylabel="pixels of 1,000 digits",
    title="Normalising moves and stretches",
)
axes.legend(loc="upper center")
plt.show()

# %% [markdown]
# Read off the ends, because you will check your batches against them. Black becomes (0 − 0.1307) / 0.3081 ≈ **−0.42**,
# and white becomes (1 − 0.1307) / 0.3081 ≈ **2.82**. A batch that runs from 0 to 1 was not normalised; one that runs to
# 255 was not even scaled.
#
# ### Composed from left to right
#
# `transforms.Compose` takes a list of functions and makes one function that applies them in the order written, the
# leftmost first. They may be any functions at all.
#
# **What do you expect?** What do these two make of 3, in one order and in the other?


# %%
def double(x):
    return 2 * x


def add_one(x):
    return x + 1


print("double, then add one:", transforms.Compose([double, add_one])(3))
print("add one, then double:", transforms.Compose([add_one, double])(3))

# %% [markdown]
# Order matters. `Normalize` works on tensors, so something must make a tensor before it. If you forget, PyTorch says
# so:

# %%
try:
    normalise(small)
except TypeError as error:
    print("TypeError:", error)

# %% [markdown]
# ### The dataset applies it
#
# So far you have called the transform yourself. Give it to the dataset as `transform=`, and the dataset calls it, each
# time somebody asks for an example. The files on the disk stay as they are. The same first test digit, without a
# transform and with one:

# %%
plain = datasets.MNIST(root, train=False, download=True)
scaled = datasets.MNIST(root, train=False, transform=transforms.ToTensor())
for name, dataset in {"plain": plain, "scaled": scaled}.items():
    picture, answer = dataset[0]
    print(
        f"{name:6}: {type(picture).__name__:6} {getattr(picture, 'shape', picture.size)}, {answer}"
    )

# %% [markdown]
# The label is left alone: a transform sees the picture only. And `download=True`, in the first line, says what is to
# happen when the files are not in the folder yet: they are fetched. Where they are there, as here, it does nothing, so
# it may stay in the program. Without it, an empty folder is an error.
#
# Mind that `dataset.data`, the raw pixels of all pictures in one tensor, knows of no transform:

# %%
print(
    "from the dataset:",
    scaled[0][0].max().item(),
    "  from .data:",
    scaled.data[0].max().item(),
)

# %% [markdown]
# ### Augmentation: more examples out of the same ones
#
# Move a 5 a little, tilt it, make it smaller, smudge a corner: it is still a 5. Random changes of this kind give the
# model a slightly different picture each epoch, so it cannot lean on accidents such as the exact pixel where a stroke
# ends. That is {term}`augmentation`. In the picture below the left column is the original; each row applies one random
# transform to it five times.

# %% tags=["hide-input"] mystnb={"image": {"alt": "Four rows of one handwritten 5. The left column is the original; the others show it shifted, rotated by up to 20 degrees, scaled between 0.6 and 1.3, and with a small rectangle erased, five random versions each."}}
digit = train_set.data[train_set.targets == 5][:1].float() / 255
# Where a turned grid falls between pixels, mix the neighbouring ones.
smooth = transforms.InterpolationMode.BILINEAR
changes = {
    "shift": transforms.RandomAffine(0, translate=(0.15, 0.15), interpolation=smooth),
    "rotate": transforms.RandomRotation(20, interpolation=smooth),
    "scale": transforms.RandomAffine(0, scale=(0.6, 1.3), interpolation=smooth),
    "erase": transforms.RandomErasing(p=1.0, scale=(0.04, 0.12), value=0.5),
}
figure, grid = plt.subplots(len(changes), 6, figsize=(8, 5.6))
for (name, change), line in zip(changes.items(), grid, strict=True):
    for number, axes in enumerate(line):
        axes.imshow((digit if number == 0 else change(digit))[0].numpy(), vmin=0, vmax=1)
        axes.set(xticks=[], yticks=[])
        axes.grid(False)
    line[0].set_ylabel(name, rotation=0, ha="right", va="center", fontsize=12)
grid[0, 0].set_title("original")
grid[0, 3].set_title("five random versions")
plt.show()

# %% [markdown]
# Augment the training set only. The test set is an exam, and an exam paper is not smudged at random.
#
# And ask each time: *would a person still give it the same label?* Mirroring doubles a collection of cat photographs.
# Look at what mirroring, or a half turn, does to digits:

# %% tags=["hide-input"] mystnb={"image": {"alt": "Digits 2, 3, 6, 7 and 9 in three rows: as written, mirrored, and turned by half a turn. Mirrored 2s, 3s and 7s are no digits any more; the turned 6 reads as a 9 and the turned 9 as a 6."}}
chosen = torch.stack(
    [train_set.data[train_set.targets == digit][1] for digit in (2, 3, 6, 7, 9)]
)
versions = {
    "as written": chosen,
    "mirrored": chosen.flip(2),
    "half a turn": chosen.flip(1, 2),
}
figure, lines = plt.subplots(3, 1, figsize=(6.5, 4))
for (name, images), axes in zip(versions.items(), lines, strict=True):
    axes.imshow(make_grid(images[:, None], nrow=5, padding=2, pad_value=70)[0].numpy())
    axes.set_ylabel(
        name,
        rotation=0,
        ha="right",
        va="center",
        color="black" if name == "as written" else RED,
    )
    axes.set(xticks=[], yticks=[])
    axes.grid(False)
lines[0].set_title("Changes that do not keep the label")
plt.show()

# %% [markdown]
# A mirrored 2, 3 or 7 is no digit at all, and half a turn makes a 9 of a 6. A model fed with these would learn things
# that are not so.
#
# ## Batches
#
# A model trains on a handful of examples at a time, a {term}`batch`. A `DataLoader` makes them: wrapped around a
# dataset, it is an *iterable*, something you can loop over. Anything with `__len__` and `__getitem__` will do as a
# dataset, so let us wrap the numbers 0 to 9 and watch.
#
# **What do you expect?** Batches of four out of ten examples: how many batches?

# %%
loader = DataLoader(range(10), batch_size=4)
for batch in loader:
    print(batch)
print(len(loader), "batches of", len(loader.dataset), "examples")

# %% [markdown]
# Three, and the last one is short. Nothing was thrown away. Remember that short batch: in stage 4 it spoils an average.
#
# With `shuffle=True` the loader draws a new order each time you loop over it. One such pass over all examples is an
# {term}`epoch`.

# %%
loader = DataLoader(range(10), batch_size=4, shuffle=True)
for epoch in (1, 2):
    print(f"epoch {epoch}:", [batch.tolist() for batch in loader])

# %% [markdown]
# Every number appears once per epoch, in a different place. Here is what that does to our ten bars, whose classes stand
# in order in the dataset. Without shuffling, the first batch shows lying bars only, the last one standing bars only,
# and so in every epoch. Shuffled, nearly every batch is a fair mixture.

# %% tags=["hide-input"] mystnb={"image": {"alt": "Four rows of ten numbered squares in batches of four, four and two, coloured by class. Two epochs without shuffling are identical, with one class first and the other last; two shuffled epochs mix the classes, each in a different order."}}
figure, axes = plt.subplots(figsize=(8, 2.8))
names = []
for line, (shuffle, epoch) in enumerate([(False, 1), (False, 2), (True, 1), (True, 2)]):
    names.append(f"{'shuffled' if shuffle else 'in order'}, epoch {epoch}")
    ordered = DataLoader(range(10), batch_size=4, shuffle=shuffle)
    for number, batch in enumerate(ordered):
        for place, index in enumerate(batch.tolist()):
            x, colour = number * 4.6 + place, BLUE if bars[index][1] == 0 else ORANGE
            axes.add_patch(plt.Rectangle((x, -line), 0.9, 0.75, color=colour))
            text = "white" if colour == BLUE else "black"
            axes.text(x + 0.45, 0.375 - line, index, ha="center", va="center", color=text)
for number, name in enumerate(["first batch", "second batch", "last batch"]):
    axes.text(number * 4.6, 0.95, name)
axes.set(
    xlim=(-0.1, 11.3),
    ylim=(-3.1, 1.5),
    xticks=[],
    title="lying bars (blue) and standing bars (orange)",
)
axes.set_yticks([0.375 - line for line in range(4)], labels=names)
axes.tick_params(length=0)
axes.spines[:].set_visible(False)
axes.grid(False)
plt.show()

# %% [markdown]
# Shuffle the training set, always. The order of the test set does not matter, since nothing is learnt from it; leaving
# it in order makes runs easier to compare.
#
# ### What a batch looks like
#
# Now the bars themselves. The loader takes four tuples and *stacks* them: pictures with pictures, labels with labels.
# To get a single batch, ask the iterable for an iterator and take its first item, `next(iter(loader))`:

# %%
loader = DataLoader(bars, batch_size=4, shuffle=True)
images, labels = next(iter(loader))
print(
    "images",
    tuple(images.shape),
    images.dtype,
    f"from {images.min():.0f} to {images.max():.0f}",
)
print("labels", tuple(labels.shape), labels.dtype, labels.tolist())

# %% [markdown]
# Read the four sizes aloud, as you will for the rest of the course: **(B, C, H, W)**, which is batch, channels, height,
# width. Four pictures, one channel, five rows, five columns. The labels are one whole number (`int64`) per picture.
#
# With digits and batches of 64 it will be `(64, 1, 28, 28)` and `(64,)`.
#
# When you need the number of the batch as well, for a progress report say, `enumerate` counts along:

# %%
for number, (images, labels) in enumerate(loader):
    print(f"batch {number}: images {tuple(images.shape)}, of which {labels.sum()} stand")

# %% [markdown]
# How big should a batch be? A model that learns from one example at a time takes jerky steps and keeps the machine
# waiting; one that learns from all of them at once takes a single step per epoch. Sizes from 1 to 256 are usual, and
# the course uses 64. For *testing*, nothing is learnt and any size that fits in memory gives the same answer; the
# course uses 1000.
#
# ## Look at what you made
#
# The best minute you can spend on any project in machine learning: draw some of a batch, **as it comes out of the
# loader**, with the labels. Here are two bars. Matplotlib's `subplots` gives you a grid of axes, one for each picture.
# `imshow` wants a table of (H, W), so take channel 0; and the ticks only distract, so hide them.

# %% mystnb={"image": {"alt": "Two pictures of 5 by 5 pixels, a white bar on black, side by side, each with its class as the title: lying or standing."}}
torch.manual_seed(2)  # a draw with one bar of each kind
images, labels = next(iter(DataLoader(bars, batch_size=2, shuffle=True)))

figure, (first, second) = plt.subplots(1, 2, figsize=(4, 2.2), facecolor="0.85")
first.imshow(images[0, 0].numpy())
first.set_title("lying" if labels[0] == 0 else "standing")
first.axis("off")
second.imshow(images[1, 0].numpy())
second.set_title("lying" if labels[1] == 0 else "standing")
second.axis("off")
plt.show()

# %% [markdown]
# Four questions to ask of such a picture: Is it the right way up? Does the label fit? Are the classes mixed? Is
# anything cut off or washed out? Add a printed shape, data type, minimum and maximum, and you have caught nearly every
# mistake of the next section.

# %% [markdown]
# ## Break it
#
# None of the following raises an error. Each is made here on purpose, with a small network and 4,000 digits, and the
# dashed curve is what it costs: the {term}`loss` on 1,000 test digits while the network learns. (Loss is the subject of
# [lesson 2](2_model_and_loss.py); for now, lower is better, and pure guessing scores ln 10 ≈ 2.30.) The solid curve is
# the same network with the data done right.
#
# The next cell holds the little network that learns. How it does so is the subject of lessons 2 and 3, so skip it for
# now.

# %% tags=["hide-input"]
TRAIN, TEST = 4000, 1000
raw, answers = train_set.data[:TRAIN, None].float(), train_set.targets[:TRAIN]  # 0…255
raw_test, answers_test = test_set.data[:TEST, None].float(), test_set.targets[:TEST]


def normal(pixels):
    return (pixels / 255 - 0.1307) / 0.3081


def learn(images, labels, test_images, shuffle=True, epochs=4, seed=1):
    """Train a small network; return examples seen and test loss, every eight batches."""
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))
    weights = {name: weight.detach() for name, weight in net.named_parameters()}
    slopes = grad_and_value(lambda w, x, y: F.cross_entropy(functional_call(net, w, (x,)), y))
    seen, losses = [], []
    for epoch in range(epochs):
        order = torch.randperm(len(images)) if shuffle else torch.argsort(labels, stable=True)
        for number, chosen in enumerate(order.split(64)):
            if number % 8 == 0:
                seen.append(epoch * len(images) + 64 * number)
                losses.append(
                    F.cross_entropy(
                        functional_call(net, weights, (test_images,)), answers_test
                    ).item()
                )
            slope, _ = slopes(weights, images[chosen], labels[chosen])
            weights = {name: weights[name] - 0.05 * slope[name] for name in weights}
    return seen, losses


# %% [markdown]
# **What do you expect?** Which of these six is the worst? Which one hardly shows?
#
# - **Never scaled**: pixels from 0 to 255.
# - **Never normalised**: pixels from 0 to 1.
# - **Only the training set normalised**: the test set took another road.
# - **Mean and deviation swapped**: 0.3081 subtracted, divided by 0.1307.
# - **Never shuffled**: all 0s first, then all 1s, up to the 9s.
# - **Labels out of step**: pictures shuffled, their labels shuffled otherwise.

# %% tags=["hide-input"] mystnb={"image": {"alt": "Six panels of test loss against training examples seen, a dashed curve for a mistake and a solid one for the right way. Never scaled: stuck at 2.30. Never normalised: falls, but much more slowly. Only training set normalised: levels off far above. Swapped: almost the same as right. Never shuffled: jumps up and down high above. Labels out of step: stuck at 2.30."}}
mixed = answers[torch.randperm(TRAIN, generator=torch.Generator().manual_seed(0))]
good, good_test = normal(raw), normal(raw_test)
swapped, swapped_test = ((pixels / 255 - 0.3081) / 0.1307 for pixels in (raw, raw_test))

right = learn(good, answers, good_test)
mistakes = {
    "never scaled": learn(raw, answers, raw_test),
    "never normalised": learn(raw / 255, answers, raw_test / 255),
    "only training set normalised": learn(good, answers, raw_test / 255),
    "mean and deviation swapped": learn(swapped, answers, swapped_test),
    "never shuffled": learn(good, answers, good_test, shuffle=False),
    "labels out of step": learn(good, mixed, good_test),
}

figure, grid = plt.subplots(3, 2, figsize=(8, 8), sharex=True, sharey=True)
for axes, (name, (seen, losses)) in zip(grid.flat, mistakes.items(), strict=True):
    axes.axhline(np.log(10), color="0.6", linestyle=":", linewidth=1.5)
    axes.plot(*right, color=BLUE, label="right")
    axes.plot(seen, losses, color=RED, linestyle="--", label=name)
    axes.set(title=name, ylim=(0, 5))
grid[0, 0].legend(["guessing", "right", "mistake"], loc="upper right")
figure.supxlabel("training examples seen")
figure.supylabel("test loss")
plt.show()

# %% [markdown]
# The same in numbers: the highest loss, the loss after each epoch, and the loss after the last as a multiple of the
# right way's.


# %%
def by_epoch(losses):
    """The mean of the last four measurements in each of the four epochs."""
    return torch.tensor(losses).view(4, -1)[:, -4:].mean(1).tolist()


print(f"{'':30} highest   epoch 1      2      3      4   times right")
for name, (_, losses) in {"right": right, **mistakes}.items():
    ends = by_epoch(losses)
    print(
        f"{name:30} {max(losses):7.2f}   "
        + "".join(f"{end:7.2f}" for end in ends)
        + f"   {ends[-1] / by_epoch(right[1])[-1]:6.1f}"
    )

# %% [markdown]
# How to know each by its curve:
#
# - **Never scaled.** A few enormous losses, then flat at guessing level, about 2.3. The inputs are nearly eighty times too spread out, so the
#   first steps are far too long, and what they break is not mended later. Flat after a leap: check the range.
# - **Never normalised.** It learns, and later it may even catch up, but slowly. Nothing tells you that it could have
#   been quicker: that is why the smallest and largest value of a batch are worth printing.
# - **Only the training set normalised.** The training loss would look splendid. The test loss stays high, as if the
#   model had over-fitted: the two sets must go through the *same* transform (augmentation excepted).
# - **Mean and deviation swapped.** Hardly visible: a little rougher at first, and in the end no worse. A network
#   forgives a lot. Only the numbers give it away: a normalised set should have mean 0 and deviation 1.
# - **Never shuffled.** A sawtooth. The model learns to say 0, then to say 1 and to forget 0, and so on up to 9; the
#   test loss, which asks for all ten, jumps about far above the right curve, and no epoch ends well. Jumps where
#   there should be a slope: check the order.
# - **Labels out of step.** Flat at 2.30, at the best guess for pictures that say nothing about the label. Draw a batch
#   with its labels and you see it at once.
#
# Here is that last check in numbers, for the sets we just used:

# %%
for name, pixels in {
    "right": good,
    "never scaled": raw,
    "never normalised": raw / 255,
    "swapped": swapped,
}.items():
    low, high, mean, deviation = pixels.min(), pixels.max(), pixels.mean(), pixels.std()
    print(
        f"{name:16} {low:6.2f} to {high:6.2f}, mean {mean:6.2f}, deviation {deviation:6.2f}"
    )

# %% [markdown]
# ## What to take with you
#
# - A dataset hands out tuples, (picture, label); a transform given to it as `transform=` is applied to each picture.
# - Two sets: one to learn from, one to be examined on. Mean and deviation come from the first, and serve both.
# - A loader makes batches, (B, C, H, W) and (B,). Shuffle the training set; keep the short last batch.
# - Normalised pixels run from about −0.42 to 2.82, with mean 0 and deviation 1. Print these four before you train.
# - Draw a batch as it comes out of the loader, with its labels.
#
# ## Now you
#
# Open **`exercises/stage1_data.py`** (or the notebook of the same name) and replace each `TODO`. Then ask the grader:
#
# ```console
# $ pytest grader -m stage1
# ```
#
# <!-- exercises of stage 1 -->
#
# In the terminal, `python -m grader hint 1.3` shows the first of these hints, and `--more` the second.
#
# Next comes [lesson 2, the model and its loss](2_model_and_loss.py).
