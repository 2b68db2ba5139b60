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
# # 2 · Model and loss: from numbers to a verdict, and its price
#
# A model is a function with adjustable numbers inside. A picture goes in, ten numbers come out, one for each digit. A
# loss is a second function: it compares those ten numbers with the right answer, and returns one number that says how
# bad they were.
#
# In this lesson you will
#
# 1. build models out of bricks;
# 2. slide a kernel over a picture, and know in advance how large the result is;
# 3. read the plan of the network that you are about to build;
# 4. turn scores into probabilities without overflowing;
# 5. put a price on a wrong answer.
#
# Reading takes about forty-five minutes. Here and there a small network is trained, to show what a part is worth; how
# that is done is the subject of [lesson 3](3_training.py). Where the text asks **What do you expect?**, say your answer
# out loud before you run the cell.

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call, grad_and_value
from torchvision import datasets

from digits import data_root
from digits.recorded import recorded
from digits.style import BLACK, BLUE, GREEN, ORANGE, RED, SKY, use_style

use_style()
torch.set_num_threads(1)  # networks as small as these are quickest on one core
_ = torch.manual_seed(1)

# %% [markdown]
# ## Bricks
#
# In PyTorch every model, and every part of a model, is a `Module`: a class that owns its adjustable numbers, the
# *parameters*, and says in `forward` what to do with an input. Here is the smallest one worth writing, a straight
# line with two {term}`parameters <parameter>`:


# %%
class Line(nn.Module):
    def __init__(self):
        super().__init__()  # first of all: sets up the bookkeeping
        self.slope = nn.Parameter(torch.tensor(2.0))
        self.offset = nn.Parameter(torch.tensor(1.0))

    def forward(self, x):
        return self.slope * x + self.offset


line = Line()
print(line(torch.tensor([0.0, 1.0, 2.0])))

# %% [markdown]
# You write `forward`, but you *call* the module itself, `line(x)`. And because the two numbers are `nn.Parameter`s
# stored as attributes, the module knows that they are its own:

# %%
for name, parameter in line.named_parameters():
    print(name, parameter.item())

# %% [markdown]
# Modules nest. A module stored as an attribute of another one brings its parameters along, so models are built like
# houses: small bricks into walls, walls into a house. This one looks at small colour photographs of the sky, 12 × 12
# pixels, and gives a score to each of three kinds of weather:


# %%
class WeatherNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.look = nn.Conv2d(3, 6, kernel_size=3)
        self.decide = nn.Linear(6 * 5 * 5, 3)

    def forward(self, sky):  # (B, 3, 12, 12)
        features = F.relu(self.look(sky))  # (B, 6, 10, 10)
        smaller = F.max_pool2d(features, 2)  # (B, 6, 5, 5)
        return self.decide(smaller.flatten(1))  # (B, 150), then (B, 3)


model = WeatherNet()
print(model)

# %% [markdown]
# Printing a model lists its bricks, and **only what is stored in it**. `relu` and `max_pool2d` are missing, though
# they are used: they have no parameters, so they are plain functions, called in `forward` from `torch.nn.functional`
# (by custom, `F`). That is a good rule: *modules for what holds parameters, functions for what does not.*
#
# A batch of pictures has four dimensions, **(B, C, H, W)**: batch, channels, height, width. Writing the shape
# beside each line, as above, is the best habit you can form in this stage. Let us try a batch of eight skies:

# %%
skies = torch.rand(8, 3, 12, 12)
print(tuple(skies.shape), "→", tuple(model(skies).shape))

# %% [markdown]
# Eight pictures in, eight times three scores out. The weights are still random, so the scores mean nothing. How many
# numbers are there to adjust?

# %%
for name, parameter in model.named_parameters():
    print(f"{name:14} {str(tuple(parameter.shape)):14} {parameter.numel():4}")
print("in all", sum(parameter.numel() for parameter in model.parameters()))

# %% [markdown]
# Check them by hand. The convolution has 6 kernels of 3 × 3 for each of 3 colours, 6 · 3 · 9 = 162, and a bias for
# each of the
# 6. The linear layer joins each of its 150 inputs to each of its 3 outputs, 450, and has 3 biases.
#
# ## A kernel slides over a picture
#
# What does a *convolution* do? It takes a small table of weights, the {term}`kernel`, lays it over a corner of the
# picture, multiplies each pixel by the weight above it, and adds everything up. That gives one number. Then it moves
# one pixel to the right and does the same again, and so on over the entire picture.
#
# The kernel below is looking for upright strokes: it rewards brightness in its middle column and punishes it on both
# sides. The picture is a small 7.
#
# **What do you expect?** Where will the result be largest?

# %% tags=["hide-input"] mystnb={"image": {"alt": "A 3 by 3 kernel with columns minus 1, 2, minus 1, next to a 5 by 5 picture of a 7. In three steps a frame marks where the kernel lies, first top left, then one pixel to the right, finally bottom right; below, the 3 by 3 result fills up, and is largest, 6, where the kernel lies on the upright stroke."}}
seven = torch.tensor(
    [[0, 0, 0, 0, 0], [0, 1, 1, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 0]],
    dtype=torch.float32,
)
upright = torch.tensor([[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]], dtype=torch.float32)
result = F.conv2d(seven[None, None], upright[None, None])[0, 0]


def draw_table(axes, values, title, limits, shown=None):
    """Draw a table of numbers as coloured squares; the first `shown` of them, or all."""
    shown = values.numel() if shown is None else shown
    mask = np.arange(values.numel()).reshape(values.shape) >= shown
    axes.imshow(np.ma.array(values, mask=mask), cmap="PuOr_r", vmin=-limits, vmax=limits)
    for (r, c), value in np.ndenumerate(values.numpy()):
        if r * values.shape[1] + c < shown:
            strong = abs(value) > 0.6 * limits
            axes.text(
                c,
                r,
                f"{value:.0f}".replace("-", "−"),
                ha="center",
                va="center",
                color="white" if strong else BLACK,
            )
    axes.set(xticks=np.arange(-0.5, values.shape[1]), yticks=np.arange(-0.5, values.shape[0]))
    axes.tick_params(length=0, labelbottom=False, labelleft=False)
    axes.grid(color="0.7", alpha=1)
    axes.spines[:].set(visible=True, color="0.7")
    axes.set_title(title, fontsize=11)


figure, grid = plt.subplots(2, 4, figsize=(8, 4.3))
figure.get_layout_engine().set(wspace=0.08)
draw_table(grid[0, 0], upright, "kernel", 2.5)
grid[1, 0].axis("off")
for column, (step, title) in enumerate(
    [(0, "first position"), (1, "second"), (8, "ninth and last")], start=1
):
    draw_table(grid[0, column], seven, title, 1.6)
    corner = (step % 3 - 0.5, step // 3 - 0.5)
    grid[0, column].add_patch(
        plt.Rectangle(
            corner, 3, 3, fill=False, edgecolor=BLUE, linewidth=3, clip_on=False, zorder=3
        )
    )
    draw_table(grid[1, column], result, "result", 7, shown=step + 1)
    corner = (step % 3 - 0.5, step // 3 - 0.5)
    grid[1, column].add_patch(
        plt.Rectangle(
            corner, 1, 1, fill=False, edgecolor=BLUE, linewidth=3, clip_on=False, zorder=3
        )
    )
plt.show()

# %% [markdown]
# Follow the second position with a pencil. The top row of the frame covers 0 0 0 and adds nothing; the middle row
# covers 1 1 1, which makes −1 + 2 − 1 = 0; the bottom row covers 0 0 1, which makes −1. The sum is −1. The last
# position has the stroke exactly under its middle column: 2 + 2 + 2 = 6, the largest of all. The result is a map that
# says *where* the picture looks like the kernel.
#
# <div class="instrument" data-instrument="kernel-slides"></div>
#
# (Mathematicians flip the kernel first and would call this a cross-correlation. In deep learning nobody flips: the
# weights are learnt anyway.)
#
# ### One channel per kernel
#
# A layer has many kernels, also called *filters*, and each makes its own map. The maps are the
# {term}`channels <channel>` of what comes out. So `nn.Conv2d(1, 32, …)` turns one channel into 32 because it holds 32
# kernels, and each may look for something else. Here are three written by hand, on a real digit. Look for the strokes
# that each of them lights up and for those it ignores:

# %% tags=["hide-input"] mystnb={"image": {"alt": "A handwritten 4 and three maps made from it with three kernels: one is bright on the lying strokes, one on the upright strokes, one on the slanted ones."}}
root = data_root()
train_set, test_set = datasets.MNIST(root, train=True), datasets.MNIST(root, train=False)
four = train_set.data[train_set.targets == 4][3].float() / 255
kernels = {
    "lying": upright.T,
    "upright": upright,
    "slanted": torch.tensor([[-1.0, -1, 2], [-1, 2, -1], [2, -1, -1]]),
}
maps = F.relu(F.conv2d(four[None, None], torch.stack(list(kernels.values()))[:, None]))[
    0
]  # (3, 26, 26)

figure, grid = plt.subplots(2, 4, figsize=(8, 4.2), height_ratios=(1, 2))
grid[0, 0].axis("off")
grid[1, 0].imshow(four.numpy())
grid[1, 0].set_title("input (1, 28, 28)", fontsize=11)
for column, (name, kernel) in enumerate(kernels.items(), start=1):
    draw_table(grid[0, column], kernel, name, 2.5)
    grid[1, column].imshow(maps[column - 1].numpy())
    grid[1, column].set_title(f"channel {column - 1}", fontsize=11)
for axes in grid[1]:
    axes.set(xticks=[], yticks=[])
    axes.grid(False)
plt.show()

# %% [markdown]
# That is a layer at work: `Conv2d(1, 3, kernel_size=3)`, with weights chosen by hand. In a trained network nobody
# chooses them. They start at random, and learning finds kernels that pay; [lesson 4](4_evaluation.py) draws some.
#
# When the input already has several channels, a kernel has a slice for each of them and adds up all the slices. That is
# why the weights of `model.look` above had the shape (6, 3, 3, 3): 6 kernels, each with 3 slices of 3 × 3.
#
# ### How large is the result?
#
# A kernel of 3 fits into a row of 9 pixels in 7 places. Three settings change that:
#
# - **{term}`stride`**: how far it moves each time;
# - **{term}`padding`**: how many zeros are put around the picture first;
# - **{term}`dilation`**: how far apart the kernel's weights lie.
#
# Each picture below shows one row of 9 pixels at the top, and under it all the places where the kernel can stand.
# Count them.

# %% tags=["hide-input"] mystnb={"image": {"alt": "Four panels. Each shows a row of nine pixels and below it the positions of a kernel of three weights: plain, seven positions; stride 2, four positions; padding 1, nine positions, the first and last reaching over the edge; dilation 2, five positions with gaps between the weights."}}
panels = {  # the leftmost pixel of every position, and where the three weights lie from there
    "plain: 7 positions": (range(7), (0, 1, 2), 0),
    "stride 2: 4 positions": ((0, 2, 4, 6), (0, 1, 2), 0),
    "padding 1: 9 positions": (range(-1, 8), (0, 1, 2), 1),
    "dilation 2: 5 positions": (range(5), (0, 2, 4), 0),
}
figure, grid = plt.subplots(2, 2, figsize=(8, 5.4))
for (title, (starts, weights, border)), axes in zip(panels.items(), grid.flat, strict=True):
    for pixel in range(-border, 9 + border):
        real = 0 <= pixel < 9
        colour = "0.75" if real else "white"
        axes.add_patch(
            plt.Rectangle(
                (pixel, 0),
                0.9,
                0.9,
                facecolor=colour,
                edgecolor="0.5",
                linestyle="-" if real else ":",
            )
        )
        axes.text(
            pixel + 0.45, 0.45, "" if real else "0", ha="center", va="center", fontsize=9
        )
    for line, start in enumerate(starts, start=1):
        for weight in weights:
            axes.add_patch(
                plt.Rectangle(
                    (start + weight, -0.7 * line), 0.9, 0.5, color=BLUE if line % 2 else SKY
                )
            )
    axes.set(xlim=(-1.2, 10.2), ylim=(-6.5, 1.1), xticks=[], yticks=[], title=title)
    axes.spines[:].set_visible(False)
    axes.grid(False)
plt.show()

# %% [markdown]
# The [documentation of `Conv2d`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html) has the rule,
# here for the height $H$ with kernel size $k$, stride $s$, padding $p$ and dilation $d$ (the width follows the same
# one):
#
# $$H_\text{out} = \left\lfloor \frac{H + 2p - d\,(k - 1) - 1}{s} \right\rfloor + 1$$
#
# Read it from the inside. Padding on both sides adds $2p$ pixels. The kernel reaches over $d\,(k-1) + 1$ of them.
# What is left over is how far it can travel; divided by the stride and rounded **down**, because half a step is none,
# this is the number of steps; and one more, for the place where it stood at first.
#
# <div class="instrument" data-instrument="convolution-size"></div>
#
# All of them at once, with $H = 9$, $k = 3$, $s = 2$, $p = 1$, $d = 2$: the kernel reaches over 5 of 11 pixels, 6 are
# left, which is 3 steps, so it has 4 positions. Does PyTorch agree?

# %%
layer = nn.Conv2d(1, 1, kernel_size=3, stride=2, padding=1, dilation=2)
print(tuple(layer(torch.zeros(1, 1, 9, 9)).shape))

# %% [markdown]
# ## Two small steps between the layers
#
# **Max-{term}`pooling <pooling>`** shrinks a map: of each square of 2 × 2 values only the largest survives. What it
# keeps is *that* a stroke was found around here; what it drops is exactly where. It is a kernel too, with stride 2
# and no weights, so the size formula holds for it.
#
# **{term}`ReLU`** replaces negative values by 0 and leaves the rest alone.

# %% tags=["hide-input"] mystnb={"image": {"alt": "First panel: a table of 4 by 4 numbers, of which each quarter's largest is framed. Second: the 2 by 2 table of those largest numbers. Third: the curve of ReLU, flat at 0 for negative inputs, then rising along the diagonal."}}
table = torch.tensor(
    [[1, 3, 0, 2], [5, 2, 1, 1], [0, 1, 4, 0], [2, 0, 3, 6]], dtype=torch.float32
)
figure, (before, after, curve) = plt.subplots(1, 3, figsize=(8, 2.9))
figure.get_layout_engine().set(wspace=0.08)
draw_table(before, table, "before pooling (4 × 4)", 9)
for r, c in [(1, 0), (0, 3), (3, 0), (3, 3)]:
    before.add_patch(
        plt.Rectangle(
            (c - 0.5, r - 0.5),
            1,
            1,
            fill=False,
            edgecolor=BLUE,
            linewidth=3,
            zorder=3,
            clip_on=False,
        )
    )
before.axhline(1.5, color=BLACK)
before.axvline(1.5, color=BLACK)
draw_table(after, F.max_pool2d(table[None], 2)[0], "after pooling (2 × 2)", 9)
x = torch.linspace(-3, 3, 100)
curve.plot(x, F.relu(x), color=BLUE)
curve.set(title="ReLU", xlabel="input", ylabel="output")
plt.show()

# %% [markdown]
# Why bother with something as simple as ReLU? Because without a bend between them, two linear layers are no better
# than one: $W_2 (W_1 x) = (W_2 W_1)\, x$, and the product of the two tables of weights is just another table. Depth
# would buy nothing.
#
# See for yourself. The points below come from two rings, and a network of two linear layers with 16 units between
# them is to tell them apart.
#
# **What do you expect?** What can it do without ReLU?


# %% tags=["hide-input"]
def fit(net, loss_of, inputs, labels, rate, steps, batch=None):
    """Train `net`; return its trained weights, and each step's loss. (Lesson 3 explains how.)"""
    weights = {name: weight.detach().clone() for name, weight in net.named_parameters()}
    slopes = grad_and_value(lambda w, x, y: loss_of(functional_call(net, w, (x,)), y))
    losses, order = [], torch.Generator().manual_seed(0)
    for _ in range(steps):
        chosen = (
            slice(None)
            if batch is None
            else torch.randint(len(inputs), (batch,), generator=order)
        )
        slope, loss = slopes(weights, inputs[chosen], labels[chosen])
        weights = {name: weights[name] - rate * slope[name] for name in weights}
        losses.append(loss.item())
    return weights, losses


# %% tags=["hide-input"] mystnb={"image": {"alt": "Points of two rings, one inside the other, twice. Without ReLU the plane is cut by one straight line that goes through both rings; with ReLU the coloured region closes around the inner ring."}}
angle, ring = torch.rand(300) * 2 * torch.pi, torch.arange(300) % 2
points = (
    torch.stack([angle.cos(), angle.sin()]) * (1 + 1.2 * ring) + 0.15 * torch.randn(2, 300)
).T
across = torch.linspace(-3, 3, 150)
plane = torch.cartesian_prod(across, across)

figure, panels = plt.subplots(1, 2, figsize=(8, 4), sharey=True)
for axes, bend, name in [
    (panels[0], nn.Identity(), "without ReLU"),
    (panels[1], nn.ReLU(), "with ReLU"),
]:
    torch.manual_seed(1)
    net = nn.Sequential(nn.Linear(2, 16), bend, nn.Linear(16, 2))
    weights, _ = fit(net, F.cross_entropy, points, ring, rate=0.5, steps=300)
    verdict = functional_call(net, weights, (plane,)).argmax(1).view(150, 150).T
    axes.contourf(
        across, across, verdict, levels=[-0.5, 0.5, 1.5], colors=[BLUE, ORANGE], alpha=0.25
    )
    for number, colour, marker in [(0, BLUE, "o"), (1, ORANGE, "^")]:
        axes.scatter(*points[ring == number].T, s=14, color=colour, marker=marker)
    correct = (functional_call(net, weights, (points,)).argmax(1) == ring).float().mean()
    axes.set(title=f"{name}: {correct:.0%} right", aspect="equal", xlabel="first input")
panels[0].set_ylabel("second input")
plt.show()

# %% [markdown]
# The shaded areas are the network's verdicts. Without ReLU it can only cut the plane along a straight line; with it,
# the line bends, and closes around the inner ring.
#
# **{term}`Dropout`** is the third step of this kind. In training it sets each value to 0 with some probability, so
# that the network cannot rely on any single one, and enlarges the survivors to keep the sum the same on average. In
# evaluation it does nothing.
#
# **What do you expect?** With a probability of 20 %, how large are the survivors?

# %%
dropout = nn.Dropout(0.2)
print("training:  ", dropout.train()(torch.ones(10)))
print("evaluation:", dropout.eval()(torch.ones(10)))

# %% [markdown]
# They are 1 / 0.8 = 1.25. Mind the difference between the module, which knows the mode of its model, and the
# function, which must be told:

# %%
print(f"F.dropout(x) drops {(F.dropout(torch.ones(100_000)) == 0).float().mean():.0%}")

# %% [markdown]
# Left to itself, `F.dropout` drops *half* of the values, and *always*, in evaluation too. (Lesson 4 has a tutorial that
# fell for the first of the two.) So give the function both: the probability, `p=…`, and whether it is training,
# `training=self.training`. Every module has the attribute `training`,
# and `model.train()` and `model.eval()` switch it.
#
# ## The plan of the network
#
# Now you can read the plan of the network that you will build in exercise 2.2. Follow the shapes line by line,
# and check each with the formula: a kernel of 5 makes 24 out of 28, pooling halves it, a kernel of 3 makes 10 out of
# 12, pooling halves it again. Sixteen channels of 5 × 5 are 400 numbers, and from there two linear layers lead down
# to ten.

# %% tags=["hide-input"] mystnb={"image": {"alt": "Diagram of the network in two lines, each read from left to right: the input, 1 channel of 28 by 28; convolution with kernel 5, 32 channels of 24 by 24; pooling and ReLU, 32 of 12 by 12; convolution with kernel 3, 16 of 10 by 10; in the second line pooling and ReLU, 16 of 5 by 5; flattened to 400; linear, ReLU and dropout to 100; linear and log-softmax to 10."}}
steps = [  # (what happens, shape, width of a map or None, number of channels, colour)
    ("picture", "1 × 28 × 28", 28, 1, "0.6"),
    ("conv1\nkernel 5", "32 × 24 × 24", 24, 32, BLUE),
    ("max-pool 2\nReLU", "32 × 12 × 12", 12, 32, SKY),
    ("conv2\nkernel 3", "16 × 10 × 10", 10, 16, BLUE),
    ("max-pool 2\nReLU", "16 × 5 × 5", 5, 16, SKY),
    ("flatten", "400", None, 400, "0.6"),
    ("fc1, ReLU\ndropout", "100", None, 100, ORANGE),
    ("fc2\nlog-softmax", "10", None, 10, ORANGE),
]
figure, axes = plt.subplots(figsize=(6.4, 5.6))
for number, (name, shape, side, count, colour) in enumerate(steps):
    line, place = divmod(number, 4)
    if place == 0:
        left, end = (
            0.0,
            -5.0,
        )  # where the next drawing may begin, and where the last one ended
    middle = -63 * line
    sheets = max(1, count // 4) if side else 1  # one sheet for each four channels
    width = side + 0.9 * (sheets - 1) if side else 1.6
    height = width if side else 1.8 * count**0.5
    slot = max(width, 33)  # room for the words
    x, y = left + (slot - width) / 2, middle - height / 2
    if number > 0:
        arrow = {"arrowstyle": "->", "color": "0.3"}
        axes.annotate("", (x - 1, middle), (end + 1, middle), arrowprops=arrow)
    for sheet in reversed(range(sheets)):
        size = (side, side) if side else (width, height)
        axes.add_patch(
            plt.Rectangle(
                (x + 0.9 * sheet, y + 0.9 * sheet), *size, facecolor=colour, edgecolor="white"
            )
        )
    axes.text(x + width / 2, middle + 20, name, ha="center", va="bottom")
    axes.text(x + width / 2, middle - 21, shape, ha="center", va="top", fontweight="bold")
    left, end = left + slot + 6, x + width
axes.set(
    xlim=(-6, 152),
    ylim=(-94, 34),
    aspect="equal",
    title="From a picture to ten log-probabilities",
)
axes.axis("off")
plt.show()

# %% [markdown]
# Where do its parameters sit? With pencil and paper, weights first and then biases:
#
# | layer | weights | biases | together |
# |---|---|---|---|
# | `conv1` | 32 · 1 · 5 · 5 = 800 | 32 | 832 |
# | `conv2` | 16 · 32 · 3 · 3 = 4,608 | 16 | 4,624 |
# | `fc1` | 400 · 100 = 40,000 | 100 | 40,100 |
# | `fc2` | 100 · 10 = 1,000 | 10 | 1,010 |
# | all | | | **46,566** |
#
# The convolutions have less than an eighth of the weights, since one small kernel serves the entire picture.
#
# ### What each part is worth
#
# A number such as "98 % right" says little by itself. Ninety-eight against what? So ask first what something simpler
# would do, a {term}`baseline`. These were all trained on MNIST by the course's recipe, three epochs each, with three
# {term}`seeds <seed>` (the shuffled pixels with one). That takes minutes, so it was done beforehand, and written down in
# `digits/recorded.json`:
#
# - somebody who always says 0;
# - a **linear model**, every pixel joined to every digit;
# - a network **without convolutions**, one hidden layer with ReLU, and about as many weights as in the plan;
# - the network of the plan, on **shuffled pixels**: the 784 pixels of all pictures change places, in each in the same way;
# - the network of the plan.
#
# **What do you expect?** How many test digits does a linear model read? And what will the shuffling cost?

# %% tags=["hide-input"]
names = {
    "always_0": "always says 0",
    "linear": "linear model",
    "without_convolutions": "without convolutions",
    "shuffled_pixels": "shuffled pixels",
    "course": "the plan",
}
for name, text in names.items():
    shares = recorded()["test_accuracy"][name]
    seeds = "  ".join(f"{share:.2%}" for share in shares) if len(shares) > 1 else ""
    print(f"{text:21} {sum(shares) / len(shares):6.1%} of MNIST's test digits    {seeds}")

# %% [markdown]
# A linear model gets surprisingly far, and a bend between two layers takes it further. But look at the last two lines.
# Shuffled pixels are the same numbers, and to a linear layer they are all the same. The convolutions lose what they
# are built on, that neighbouring pixels belong together, and with it all that they had gained over the network without
# them. The gain of the plan over that one is the worth of knowing that a picture is a picture.
#
# Count the mistakes rather than the hits, and the steps are larger: from the linear model to the plan, three of four
# mistakes are gone.
#
# ## From scores to probabilities
#
# The last linear layer gives ten scores, the {term}`logits`. They may be negative and add up to anything. To compare
# them with an answer we want probabilities: positive, and summing to 1. {term}`Softmax` makes them positive with the
# exponential function, then divides by the sum:
#
# $$\text{softmax}(z)_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# Suppose the weather model gives sun 2, cloud 1 and rain 0. The exponentials are 7.39, 2.72 and 1, their sum is
# 11.11, so the probabilities are 0.67, 0.24 and 0.09. Written as the formula says:


# %%
def naive_softmax(scores):
    return scores.exp() / scores.exp().sum()


print(naive_softmax(torch.tensor([2.0, 1.0, 0.0])))

# %% [markdown]
# Only the differences between scores matter: add 100 to all of them and every exponential grows by the same factor,
# which cancels.
#
# **What do you expect?** What are the probabilities for the scores 102, 101 and 100?

# %%
print(naive_softmax(torch.tensor([102.0, 101.0, 100.0])))

# %% [markdown]
# `nan`, not a number. The formula is right, and the computer cannot follow it: a `float32` ends at 3.4 · 10³⁸, which
# is $e^{88.7}$. Beyond that is infinity, and infinity divided by infinity is nothing sensible.
#
# The cure is to subtract the largest score first. It changes nothing, as we just saw, and the largest exponential
# becomes $e^0 = 1$. PyTorch's own softmax does so. But the other end is still open.
#
# **What do you expect?** Here the third class is very unlikely. What is the logarithm of its probability?

# %%
scores = torch.tensor([102.0, 101.0, -100.0])
print("softmax:         ", F.softmax(scores, dim=0))
print("its logarithm:   ", F.softmax(scores, dim=0).log())
print("log_softmax:     ", F.log_softmax(scores, dim=0))

# %% [markdown]
# The probability was too small for a `float32` and became 0, whose logarithm is −∞. If that is the class that really
# happened, its price, of which more below, is infinite. If it is another one, the price is an ordinary number, and all
# looks well. But ask for the slopes, by which the weights are going to be changed:

# %%
for name, log_probability in {
    "softmax, then log": lambda z: F.softmax(z, dim=0).log(),
    "log_softmax": lambda z: F.log_softmax(z, dim=0),
}.items():
    for true in (2, 0):
        scores = torch.tensor([102.0, 101.0, -100.0], requires_grad=True)
        price = -log_probability(scores)[true]
        price.backward()
        print(
            f"{name:17}, true class {true}: price {price:7.2f}, slopes {scores.grad.tolist()}"
        )

# %% [markdown]
# One `nan` among the slopes, and after the next step the weights are `nan` as well. {term}`Log-softmax` never computes
# the probability at all. With $m$ the largest score,
#
# $$\log \text{softmax}(z)_k = z_k - m - \log \sum_j e^{z_j - m},$$
#
# there is nothing to overflow, and the result is an ordinary −202.3. So models hand out **log-probabilities**: the
# same information, in numbers that fit. To see probabilities, take `.exp()` at the very end.
#
# And mind *along which dimension*. Scores are (B, C), and each **row** must sum to 1, so it is `dim=1`, the classes.
#
# <div class="instrument" data-instrument="temperature"></div>
#
# ## The price of an answer
#
# Now the {term}`loss`. Say the model gives sun 0.67, cloud 0.24, rain 0.09, and in fact it is cloudy. Only one of the
# three numbers counts, the probability given to what really happened, and its *negative logarithm* is the price:
#
# $$\text{loss} = -\ln 0.24 = 1.43$$
#
# If it is sunny, the price is −ln 0.67 = 0.40; if it rains, −ln 0.09 = 2.41. This is the
# {term}`negative log-likelihood`, NLL for short. Look at the curve:

# %% tags=["hide-input"] mystnb={"image": {"alt": "The curve of minus the logarithm of p: at p = 1 it is 0, marked certain and right; at one in three 1.10; at one in ten 2.30, marked guessing among ten digits; at 0.01 it is 4.61, marked sure of something else; towards 0 it rises without limit."}}
p = torch.linspace(0.004, 1, 400)
figure, axes = plt.subplots(figsize=(8, 3.8))
axes.plot(p, -p.log(), color=BLUE)
marks = [
    (1.0, "certain and right", GREEN, (-8, 16), "right"),
    (1 / 3, "guessing among three", BLACK, (10, 6), "left"),
    (0.1, "guessing among ten", BLACK, (10, 6), "left"),
    (0.01, "sure of something else", RED, (12, 2), "left"),
]
for value, text, colour, offset, side in marks:
    price = abs(-np.log(value))
    axes.plot(value, price, "o", color=colour, clip_on=False, zorder=3)
    label = f"{text}: {price:.2f}"
    axes.annotate(
        label, (value, price), offset, textcoords="offset points", ha=side, color=colour
    )
axes.set(
    title="The price of an answer",
    xlabel="probability given to the true class",
    ylabel="loss, −ln p",
)
axes.set(xlim=(0, 1.02), ylim=(0, 5.5))
plt.show()

# %% [markdown]
# - **Certain and right costs 0.** It cannot get better, and it cannot be negative.
# - **No idea costs ln C**: among three classes 1.10, among ten 2.30. Remember 2.30. An untrained digit model should
#   start there.
# - **Sure and wrong costs without limit.** A model that says 1 % to the truth pays 4.61. That is what makes it modest.
#
# Over a batch of $B$ examples, with $x_i$ the input and $y_i$ its label, the loss is the mean price, so that it does
# not depend on how large the batches are:
#
# $$\text{loss} = -\frac{1}{B} \sum_{i=1}^{B} \log p(y_i \mid x_i)$$
#
# Since the model gives out log-probabilities already, no logarithm is left to take: pick one number for each example,
# average, and turn the sign. You will write just that in exercise 2.4.
#
# ### The two together are cross-entropy
#
# Log-softmax and negative log-likelihood are so often used one after the other that PyTorch also has them in one
# piece, {term}`cross-entropy`. It takes the raw scores:

# %%
scores = torch.tensor([[2.0, 1.0, 0.0], [-1.0, 0.5, 3.0]])  # two days, three kinds of weather
weather = torch.tensor([1, 2])  # cloud, then rain
log_probs = F.log_softmax(scores, dim=1)
print("in two pieces:                 ", F.nll_loss(log_probs, weather).item())
print("in one piece:                  ", F.cross_entropy(scores, weather).item())
print("log-softmax, and then the piece:", F.cross_entropy(log_probs, weather).item())

# %% [markdown]
# The same number. Choose one way and keep to it: a model that ends in log-softmax goes with `nll_loss` (as in this
# course), a model that ends in scores with `cross_entropy`.
#
# The third line is a mixture, and a harmless one. Log-probabilities are scores like any others, whose exponentials sum
# to 1 already, so another log-softmax leaves them as they are. It costs a little time, and it misleads the reader. The
# other ways of mixing are not harmless: two of them are among the six mistakes of the next section.
#
# ## Break it
#
# Six mistakes, none of which raises an error. A small network learns 4,000 digits; each picture shows its
# **training** loss, the mistake dashed beside the right way as a solid line, and each legend the share of 1,000 test
# digits it gets right at the end.
#
# - **Softmax for log-softmax**: the model ends in probabilities, the loss expects their logarithms.
# - **No softmax at all**: the scores go straight into `nll_loss`.
# - **Softmax twice**: the model ends in softmax, and `cross_entropy` takes it once more.
# - **Softmax over the batch**: `dim=0` for `dim=1`.
# - **No ReLU** between the layers.
# - **Layers in a plain list**: `self.layers = [nn.Linear(…)]`.
#
# **What do you expect?** Which mistake makes the loss negative? Which one moves the point where it starts?

# %% tags=["hide-input"]
TRAIN, TEST, BATCH = 4000, 1000, 64
digits = (train_set.data[:TRAIN].float() / 255 - 0.1307) / 0.3081
answers = train_set.targets[:TRAIN]
new_digits = (test_set.data[:TEST].float() / 255 - 0.1307) / 0.3081
new_answers = test_set.targets[:TEST]


class Small(nn.Module):
    """784 inputs, 64 hidden units, 10 outputs; `end` turns scores into what it returns."""

    def __init__(self, end, bend=F.relu, plain_list=False):
        super().__init__()
        hidden = nn.Linear(784, 64)
        self.layers = [hidden] if plain_list else nn.ModuleList([hidden])
        self.out = nn.Linear(64, 10)
        self.bend, self.end = bend, end

    def forward(self, images):
        return self.end(self.out(self.bend(self.layers[0](images.flatten(1)))))


def log_softmax(scores):
    return F.log_softmax(scores, dim=1)


def learn(loss_of=F.nll_loss, **settings):
    """Train a `Small`; return each batch's loss, and the share of new digits it gets right."""
    torch.manual_seed(1)
    net = Small(**settings)
    weights, losses = fit(net, loss_of, digits, answers, rate=0.05, steps=400, batch=BATCH)
    correct = (
        (functional_call(net, weights, (new_digits,)).argmax(1) == new_answers)
        .float()
        .mean()
        .item()
    )
    return losses, correct


# %% tags=["hide-input"] mystnb={"image": {"alt": "Six panels of training loss against training examples seen, a dashed curve for a mistake beside a solid one for the right way. Softmax for log-softmax: starts at minus 0.1 and sinks towards minus 1. No softmax at all: plunges out of the picture. Softmax twice: starts at 2.3 and sinks slowly to between 1.5 and 2. Softmax over the batch: starts near 4.2 and falls from there. No ReLU: hardly differs. Plain list: falls much more slowly."}}
right, right_share = learn(end=log_softmax)
mistakes = {
    "softmax for log-softmax": learn(end=lambda scores: F.softmax(scores, dim=1)),
    "no softmax at all": learn(end=lambda scores: scores),
    "softmax twice": learn(
        end=lambda scores: F.softmax(scores, dim=1), loss_of=F.cross_entropy
    ),
    "softmax over the batch": learn(end=lambda scores: F.log_softmax(scores, dim=0)),
    "no ReLU": learn(end=log_softmax, bend=lambda values: values),
    "layers in a plain list": learn(end=log_softmax, plain_list=True),
}


def smooth(losses, window=5):
    """Mean of each few steps, the first alone; nothing below −5 (it would not fit in)."""
    losses = np.clip(np.nan_to_num(losses, nan=-5.0, neginf=-5.0), -5, None)
    return [losses[0], *losses[: len(losses) // window * window].reshape(-1, window).mean(1)]


seen = BATCH * np.array([0, *np.arange(2.5, 400, 5)])
figure, grid = plt.subplots(3, 2, figsize=(8, 8.4), sharex=True, sharey=True)
for axes, (name, (losses, share)) in zip(grid.flat, mistakes.items(), strict=True):
    axes.axhline(np.log(10), color="0.6", linestyle=":", linewidth=1.5, label="ln 10")
    axes.plot(seen, smooth(right), color=BLUE, label=f"right: {right_share:.0%}")
    axes.plot(seen, smooth(losses), color=RED, linestyle="--", label=f"mistake: {share:.0%}")
    axes.set(title=name, ylim=(-1.5, 4.9))
    axes.legend(loc="upper right", fontsize=9)
figure.supxlabel("training examples seen")
figure.supylabel("training loss")
plt.show()

# %% [markdown]
# The same in numbers:

# %%
for name, (losses, share) in {"right": (right, right_share), **mistakes}.items():
    print(
        f"{name:24} first loss {losses[0]:5.2f}, last 50 on average {np.mean(losses[-50:]):8.2f}, "
        f"test digits right {share:5.1%}"
    )

# %% [markdown]
# How to know each by its curve:
#
# - **Softmax for log-softmax.** The loss is *negative* and creeps towards −1. No price of an answer can be negative,
#   so this one is easy, once you know it. It learns all the same, only worse.
# - **No softmax at all.** It plunges, to −∞ in the end. The cheapest thing to do is to make all scores of true
#   classes enormous, and nothing makes that cost anything. The recogniser is worthless.
# - **Softmax twice.** It starts at 2.30 as it should and goes down, so it looks healthy. It cannot get below 1.46,
#   since probabilities as scores are at most 1 apart: a certain and right answer still pays −ln (e / (e + 9)). A loss
#   that gets stuck high while the accuracy is decent: look here.
# - **Softmax over the batch.** It starts at ln 64 = 4.16, the logarithm of the *batch size*. A first loss that
#   changes with the batch size gives it away. The scores may still order the digits well, but the probabilities are
#   nonsense, as the next cell shows.
# - **No ReLU.** Hardly visible here: on so few digits a linear model does about as well. Where there is more to learn
#   it falls behind, as on the two rings, or on all of MNIST in *What each part is worth*. A curve does not tell you
#   everything; print the model, and read `forward`.
# - **Layers in a plain list.** It learns, but slowly, and stays behind: the hidden layer keeps its random weights,
#   because nobody knows of it.
#
# A single digit, asked of the model with the softmax over the batch.
#
# **What do you expect?** Which probabilities does it give to the ten classes?

# %%
one = torch.randn(1, 10)  # the scores of a batch of one
print("over the batch:  ", F.log_softmax(one, dim=0).exp())
print("over the classes:", F.log_softmax(one, dim=1).exp())

# %% [markdown]
# Every class has probability 1, whatever the scores. And this is how a plain list hides its layers:

# %%
listed, registered = Small(log_softmax, plain_list=True), Small(log_softmax)
for name, net in {"plain list": listed, "nn.ModuleList": registered}.items():
    print(
        f"{name:14} {sum(parameter.numel() for parameter in net.parameters()):6,} parameters"
    )

# %% [markdown]
# Count the parameters of every new model, and compare with your own arithmetic. If *all* the layers hide, PyTorch
# notices at last:

# %%
try:
    torch.optim.SGD(nn.Module().parameters(), lr=0.01)
except ValueError as error:
    print("ValueError:", error)

# %% [markdown]
# The mistakes that do raise an error are mostly about shapes. They read badly at first and well after a while. Here
# the linear layer was made for another size of picture:

# %%
try:
    model(torch.rand(8, 3, 14, 14))
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# Read it so: the *first* table (`mat1`) is what arrived, 8 examples of 216 values; the second is the layer, made
# for 150. Skies of 14 × 14 become 12, then 6 after pooling, and 6 · 6 · 6 = 216. The size formula would have told
# you.
#
# ## What to take with you
#
# - A module owns its parameters; `forward` says what happens to an input. Write the shape beside each line.
# - The size formula: $\lfloor (H + 2p - d\,(k-1) - 1) / s \rfloor + 1$, for convolutions and pooling alike.
# - A convolution knows that neighbouring pixels belong together; without a bend, depth buys nothing.
# - Hand out log-probabilities, by `log_softmax` over `dim=1`, and choose one pair: with `nll_loss`, or scores with
#   `cross_entropy`.
# - The price of an answer is minus the log-probability of the true class. An untrained model of ten classes pays
#   about 2.30.
#
# ## Now you
#
# Open **`exercises/stage2_model.py`** (or the notebook of the same name) and replace each `TODO`. Then ask the grader:
#
# ```console
# $ pytest grader -m stage2
# ```
#
# <!-- exercises of stage 2 -->
#
# In the terminal, `python -m grader hint 2.3` shows the first of these hints, and `--more` the second.
#
# Next comes [lesson 3, training](3_training.py).
