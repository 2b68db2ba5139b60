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
# # 3 · Training: downhill in five steps
#
# You have a model that turns a picture into ten log-probabilities, and a {term}`loss` that says in one number how wrong
# they are. The model's weights are random, so at the moment it guesses.
#
# Training is what changes that. The whole idea fits in one sentence: **work out in which direction each weight makes
# the loss grow, and move every weight a little the other way. Repeat.**
#
# In this lesson you will
#
# - walk down a loss surface that you can see, and find out what the learning rate and momentum do to the walk;
# - learn the five steps that nearly every PyTorch training loop is made of, and why they come in that order;
# - switch a model between training and evaluation mode, and see which layers care;
# - pick up three habits that save days of searching;
# - make nine mistakes on purpose, so that you know each of them by its curve.
#
# Reading takes about fifty minutes. Where the text asks **What do you expect?**, say your answer out loud before you run
# the cell.

# %%
import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn
from torchvision.datasets import MNIST

from digits import best_device, data_root
from digits.style import BLACK, BLUE, GREEN, ORANGE, RED, use_style

use_style()
torch.set_num_threads(1)  # networks as small as these are quickest on one core

# %% [markdown]
# ## Downhill, one step at a time
#
# 46,566 weights cannot be drawn. Two can. So let us leave the digits for a while and fit a line.
#
# Hang a load of $x$ kilograms on a spring and measure its length $y$ in centimetres. Here are 40 measurements, with a
# bit of noise.

# %% mystnb={"image": {"alt": "Forty measured points of a spring's length against its load, rising along a straight line from 10 to 16 centimetres."}}
torch.manual_seed(0)
load = torch.linspace(0, 2, 40)  # kg
length = 3 * load + 10 + 0.5 * torch.randn(40)  # cm

fig, ax = plt.subplots(figsize=(5, 3))
ax.scatter(load, length, s=14)
ax.set(xlabel="load (kg)", ylabel="length (cm)", title="Forty measurements of a spring")
plt.show()

# %% [markdown]
# What to see: the points lie around a straight line. Two numbers describe a line, so our model has two weights: the
# stretch $a$ per kilogram and the length at rest $b$. It predicts $\hat y = a x + b$.
#
# For the loss take the mean squared error over the $N = 40$ examples:
#
# $$L(a, b) = \frac{1}{N} \sum_{i=1}^{N} (a x_i + b - y_i)^2 .$$
#
# The {term}`gradient` is the list of the loss's slopes, one for each weight. For a line we can still write it down:
#
# $$\frac{\partial L}{\partial a} = \frac{2}{N} \sum_i (a x_i + b - y_i)\, x_i
# \qquad
# \frac{\partial L}{\partial b} = \frac{2}{N} \sum_i (a x_i + b - y_i) .$$


# %%
def spring_loss(weights, x=load, y=length):
    a, b = weights
    return ((a * x + b - y) ** 2).mean()


def spring_gradient(weights, x=load, y=length):
    a, b = weights
    error = a * x + b - y
    return torch.stack([2 * (error * x).mean(), 2 * error.mean()])


weights = torch.tensor([-2.0, 14.0])
print("loss    ", spring_loss(weights))
print("gradient", spring_gradient(weights))

# %% [markdown]
# Both slopes are negative: raising $a$ or $b$ from here makes the loss smaller, so both should go up. The slope along
# $a$ is the steeper one.
#
# For a network nobody writes the slopes by hand. PyTorch records what you compute and works backwards through the
# record: that is `backward()`. It must agree with our formula. Does it?

# %%
weights = torch.tensor([-2.0, 14.0], requires_grad=True)
spring_loss(weights).backward()
print(weights.grad)

# %% [markdown]
# The same two numbers. From now on we may trust `backward()`.
#
# ### How `backward()` does it
#
# By {term}`backpropagation`, which is the chain rule and good bookkeeping. Take a single measurement, a load of 1.5 kg
# and a length of 15 cm, and the same weights, $a = -2$ and $b = 14$. The loss comes about in four small operations, and
# PyTorch keeps each of them as a node of a *graph*. Going forward, each node computes its value from the ones before:
#
# $$p = a\,x = -3, \qquad \hat y = p + b = 11, \qquad e = \hat y - y = -4, \qquad L = e^2 = 16 .$$
#
# Each node also knows its own **local slope**: how fast its result grows when what comes in grows. That needs no
# knowledge of the rest of the graph. A sum passes everything on, so its slope is 1. A product with $x$ has the slope
# $x = 1.5$. A square has the slope $2e = -8$.
#
# Going backward, start with 1 at the loss, and multiply by the local slope at each node that you pass:

# %% tags=["hide-input"] mystnb={"image": {"alt": "Graph of four nodes in a row: times x, plus b, minus y, squared. Above each arrow the value on its way forward: a is minus 2, p minus 3, y hat 11, e minus 4, the loss 16. Below, on the way back, the slope of the loss: 1 at the loss, then minus 8, minus 8, minus 8, and minus 12 at a; minus 8 at b. In each node stands its local slope: x is 1.5, 1, 1, and 2 e is minus 8."}}
a, b, x1, y1 = -2.0, 14.0, 1.5, 15.0
values = {
    "a": a,
    "p": a * x1,
    "ŷ": a * x1 + b,
    "e": a * x1 + b - y1,
    "L": (a * x1 + b - y1) ** 2,
}
NODES = [("· x", x1), ("+ b", 1.0), ("− y", 1.0), ("square", 2 * values["e"])]
slopes = [1.0]  # of the loss, from the last arrow to the first
for _, local in reversed(NODES):
    slopes.insert(0, slopes[0] * local)


def number(value):
    return f"{value:g}".replace("-", "−")


fig, ax = plt.subplots(figsize=(8, 3.3))
for place, (name, value) in enumerate(values.items()):
    left, right = 2 * place - 0.62, 2 * place + 0.62
    for height, tip, tail, colour in [(0.12, right, left, BLUE), (-0.12, left, right, RED)]:
        ax.annotate(
            "",
            (tip, height),
            (tail, height),
            arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.6},
        )
    ax.text(
        2 * place, 0.25, f"{name} = {number(value)}", ha="center", color=BLUE, fontsize=12
    )
    ax.text(2 * place, -0.5, number(slopes[place]), ha="center", color=RED, fontsize=12)
for place, (name, local) in enumerate(NODES):
    ax.add_patch(plt.Circle((2 * place + 1, 0), 0.36, facecolor="0.92", edgecolor="0.4"))
    ax.text(2 * place + 1, 0, name, ha="center", va="center", fontsize=11)
    ax.text(
        2 * place + 1,
        0.62,
        f"local slope\n{number(local)}",
        ha="center",
        color="0.3",
        fontsize=10,
    )
ax.annotate(
    f"b = {number(b)}", (3, -0.4), (3, -1.1), ha="center", color=BLUE, fontsize=12,
    arrowprops={"arrowstyle": "->", "color": BLUE, "linewidth": 1.6},
)  # fmt: skip
ax.text(3, -1.45, number(slopes[2]), ha="center", color=RED, fontsize=12)
ax.text(-0.6, 1.25, "forward: values →", color=BLUE, fontsize=11)
ax.text(8.6, 1.25, "← backward: slopes of L", color=RED, fontsize=11, ha="right")
ax.set(xlim=(-0.8, 8.8), ylim=(-1.6, 1.5), aspect="equal")
ax.axis("off")
plt.show()

# %% [markdown]
# Read the lower row from right to left: $1$, then $1 \cdot (-8)$, then twice times 1, and at $a$ times 1.5, which
# makes $-12$. At $b$ the way ends one node earlier, with $-8$. Does PyTorch agree?

# %%
weights = torch.tensor([a, b], requires_grad=True)
spring_loss(weights, torch.tensor(x1), torch.tensor(y1)).backward()
print("along the graph:", slopes[0], slopes[2])
print("backward():     ", weights.grad.tolist())

# %% [markdown]
# A network has more nodes, and tables of numbers on its arrows, and nothing else is new. The slope at $e$ was
# computed once and served both weights: one walk backwards gives the slopes of *all* weights, whether there are two or
# two million. To find them by trying, you would have to go forward once more for every single weight.
#
# ### A step
#
# The gradient points uphill. So we go the other way, by an amount set by the {term}`learning rate` $\mu$:
#
# $$W \leftarrow W - \mu\, \nabla_{W} L .$$
#
# That is **gradient descent**, all of it. It takes $\mu$ and where you stand; everything else in this lesson is about
# doing it well.

# %%
START = torch.tensor([-2.0, 14.0])


def walk(learning_rate, steps):
    """The weights after 0, 1, 2 … steps, as a tensor (steps + 1, 2)."""
    path = [START]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * spring_gradient(path[-1]))
    return torch.stack(path)


# %% [markdown]
# Three walks from the same place, 40 steps each, with learning rates of 0.01, 0.2 and 0.47.
#
# **What do you expect?** Which one arrives? What will the other two look like?

# %% tags=["hide-input"] mystnb={"image": {"alt": "Three contour maps of the loss over stretch and rest length. With a small learning rate the path stops soon after the start; with a good one it runs into the valley and along it to the lowest point; with one too large it jumps from side to side of the valley, further out each time."}}
stretch, rest = torch.meshgrid(
    torch.linspace(-4, 10, 120), torch.linspace(3, 17, 120), indexing="xy"
)
surface = ((stretch[..., None] * load + rest[..., None] - length) ** 2).mean(-1)
LEVELS = [0.5, 1, 2, 4, 8, 16, 32, 64, 128]


def draw_surface(ax):
    ax.contour(stretch, rest, surface, levels=LEVELS, colors="0.6", linewidths=0.8)
    ax.set(xlabel="stretch a (cm/kg)", xlim=(-4, 10), ylim=(3, 17))
    ax.grid(False)


fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), sharey=True)
for ax, (rate, name) in zip(
    axes, [(0.01, "too small"), (0.2, "right"), (0.47, "too large")], strict=True
):
    path = walk(rate, 40)
    draw_surface(ax)
    ax.plot(*path.T, "o-", color=RED, markersize=3.5, linewidth=1)
    ax.plot(3, 10, "*", color=BLACK, markersize=12)
    ax.set_title(f"μ = {rate}: {name}\nloss after 40 steps: {spring_loss(path[-1]):.2f} cm²")
axes[0].set_ylabel("length at rest b (cm)")
plt.show()

# %% [markdown]
# What to see: each grey ring joins weights of equal loss, like the contour lines of a hiking map, and the star marks
# the spring that made the data. In the first panel every step is right but short, and after 40 of them we have hardly
# left. In the second the walk drops into the valley at once and then follows it, in ever shorter steps. In the third
# each step leaps over the valley to the other side, further out each time. How does the loss go there?

# %%
wild = [spring_loss(point).item() for point in walk(0.47, 40)]
print("μ = 0.47:", "  ".join(f"{loss:.2f}" for loss in wild[:11]), "…", f"{wild[-1]:.2f}")
turn = min(range(41), key=lambda step: wild[step])
print(f"lowest after step {turn}; higher with every step from step {turn + 1} on")

# %% [markdown]
# At first it even falls: each leap is a little longer than the last, but *along* the valley the walk still gets nearer.
# From step 5 on the leaps win, and it only rises. So a run that is going to blow up may begin well.
#
# Why is there such a sharp limit? In a bowl of curvature $\lambda$ one step multiplies the distance to the bottom by
# $1 - \mu\lambda$. While $\mu < 2/\lambda$ that factor is between −1 and 1, and the distance shrinks. Beyond, it grows.

# %%
# The second derivatives of the loss:
hessian = 2 * torch.tensor([[(load**2).mean(), load.mean()], [load.mean(), 1.0]])
gentle, steep = torch.linalg.eigvalsh(hessian)
print(f"curvature along the valley {gentle:.2f}, across it {steep:.2f}")
print(f"the walk blows up above a learning rate of {2 / steep:.3f}")

# %% [markdown]
# So the steepest direction sets the largest learning rate you can afford, and the gentlest decides how long you will
# walk. A network's loss is no bowl and its curvature changes on the way, but the picture stays true: *slow* is too
# small, *wild* is too large, and between them lies a range in which life is good. How wide it is for a network, we
# shall measure below.
#
# ## A batch, and why the mean
#
# The sum above ran over all 40 examples. For 60,000 digits that would be a long time to think before each single
# step. Instead take a few examples at random, a {term}`batch`, and use their mean loss as an estimate of the real
# one. This is *stochastic* gradient descent, {term}`SGD`.
#
# How good is the estimate? Let us compute the gradient from 150 random batches of each size, at the same weights.

# %% mystnb={"image": {"alt": "Three scatter plots of batch gradients for batches of 1, 4 and 16. The cloud of points shrinks around the same cross, the gradient over all examples."}}
generator = torch.Generator().manual_seed(1)
here = torch.tensor([5.0, 9.0])
everything = spring_gradient(here)

fig, axes = plt.subplots(1, 3, figsize=(10, 3.3), sharex=True, sharey=True)
for ax, size in zip(axes, [1, 4, 16], strict=True):
    batches = [torch.randint(40, (size,), generator=generator) for _ in range(150)]
    estimates = torch.stack(
        [spring_gradient(here, load[batch], length[batch]) for batch in batches]
    )
    ax.scatter(*estimates.T, s=10, alpha=0.5, label="one batch")
    ax.plot(*everything, "X", color=RED, markersize=11, label="all 40 examples")
    ax.set(title=f"batches of {size}", xlabel="∂L/∂a (cm² per cm/kg)")
    spread = (estimates - everything).square().sum(1).mean().sqrt()
    print(
        f"batches of {size:2d}: typically {spread:4.2f} off, times √{size:<2d} = {size**0.5 * spread:.1f}"
    )
axes[0].set_ylabel("∂L/∂b (cm² per cm)")
axes[0].legend(loc="upper left")
plt.show()

# %% [markdown]
# What to see: the clouds sit around the same cross, and grow tighter with the size of the batch. A single example may
# even point the wrong way; on average the batches are right. The scatter shrinks like $1/\sqrt{B}$, as the last column
# shows, which hardly changes: a batch four times as big is only twice as exact. That is why small batches pay, and why
# 64 is a common choice.
#
# (Each of these examples was drawn from all 40, so one may come twice in a batch. A loader deals them out without
# repeats. For a batch of 16 out of 40 that would be somewhat more exact; for 64 out of 60,000 there is no difference
# to speak of.)
#
# Note the word *mean*. With a sum in its place, the gradient would grow with the batch:

# %%
order = torch.randperm(40, generator=torch.Generator().manual_seed(7))
for size in (1, 4, 16):
    mean_gradient = spring_gradient(here, load[order[:size]], length[order[:size]])
    print(
        f"{size:2d} examples: mean {mean_gradient[1]:5.2f}  sum {size * mean_gradient[1]:6.2f}"
    )

# %% [markdown]
# With the mean, a learning rate that suits one batch size is at least sensible for another, and a short last batch is
# no special case. PyTorch's losses take the mean unless told otherwise.
#
# ## `torch.optim`: let something else take the steps
#
# An **optimiser** holds two things: the list of weights to change, and the rule by which to change them. A module hands
# over its weights with `parameters()`. Our line as a module is `nn.Linear(1, 1)`, one input and one output:

# %%
line = nn.Linear(1, 1)
for name, parameter in line.named_parameters():
    print(name, tuple(parameter.shape), "requires_grad:", parameter.requires_grad)

# %% [markdown]
# `weight` is our $a$ and `bias` our $b$. Forget to hand some of them over and those are never trained, without any
# error: we shall do it on purpose below.
#
# There is one catch. `walk` made *new* weights at each step. A module keeps the same tensors from beginning to end, and
# they are changed **in place**. But autograd keeps a record of everything that is done with them. What does it say?

# %%
weight = torch.tensor(3.0, requires_grad=True)
try:
    weight += 0.5
except RuntimeError as error:
    print("RuntimeError:", error)

with torch.no_grad():  # in this block, nothing is recorded
    weight += 0.5
print(weight)

# %% [markdown]
# It objects, and rightly so: a step is not a part of the model, and should not be part of the record.
# `torch.no_grad()` makes autograd look the other way. An optimiser does the same inside its `step()`. (`weight = weight + 0.5`
# would not do: it makes a new tensor and gives it the old name, and a model would never hear of it.)
#
# ### Momentum
#
# Look at the second walk again: quick across the valley, then small steps along it. A ball would not do that. It
# would gather speed along the valley, and its swings from side to side would cancel. {term}`Momentum <momentum>`
# gives the weights that memory. It keeps a velocity $v$, which fades by a factor $m$ and takes in each new gradient:
#
# $$v \leftarrow m\,v + \nabla_{W} L, \qquad W \leftarrow W - \mu\, v .$$
#
# With $m = 0$ it is the plain step. If the gradient stayed the same, the velocity would grow to
# $1 + m + m^2 + \dots = 1/(1-m)$ times it: twice for $m = 0.5$, ten times for $m = 0.9$. Keep that factor in mind
# when you change the momentum, for it changes how far you step.
#
# <div class="instrument" data-instrument="learning-rate"></div>
#
# ### Adam
#
# Adam goes one step further and gives each weight its own step length. It keeps a running mean $m$ of the gradient,
# as momentum does, and a running mean $s$ of its square, and divides one by the root of the other:
#
# $$W \leftarrow W - \mu\, \frac{\hat m}{\sqrt{\hat s} + \epsilon} ,$$
#
# where the hats correct for both means starting at 0 ([Kingma and Ba, 2015](https://arxiv.org/abs/1412.6980)). A
# weight whose gradients are tiny then moves about as fast as one whose gradients are large. So Adam forgives a poor
# choice of learning rate; its usual 0.001 works surprisingly often. Well-tuned SGD is just as good for our digits,
# and shows more plainly what is going on, so the course uses SGD.
#
# All of them are used in the same way. Here they race down the valley:


# %%
def race(optimizer_class, steps=40, **options):
    weights = nn.Parameter(START.clone())
    optimizer = optimizer_class([weights], **options)
    path = [START]
    for _ in range(steps):
        optimizer.zero_grad()
        spring_loss(weights).backward()
        optimizer.step()
        path.append(weights.detach().clone())
    return torch.stack(path)


RACERS = {
    "SGD, μ = 0.1": (race(torch.optim.SGD, lr=0.1), BLUE, "-"),
    "SGD, μ = 0.1, momentum 0.8": (race(torch.optim.SGD, lr=0.1, momentum=0.8), RED, "--"),
    "Adam, μ = 0.4": (race(torch.optim.Adam, lr=0.4), GREEN, ":"),
}

# %% tags=["hide-input"] mystnb={"image": {"alt": "First panel: paths of SGD, SGD with momentum and Adam over the contours of the loss. Second: their losses by step on a logarithmic axis; momentum reaches the floor well before plain SGD."}}
floor = min(spring_loss(walk(0.2, 500)[-1]).item(), surface.min().item())

fig, axes = plt.subplots(1, 2, figsize=(10, 4))
draw_surface(axes[0])
axes[0].set_ylabel("length at rest b (cm)")
for name, (path, colour, style) in RACERS.items():
    axes[0].plot(*path.T, style, marker="o", color=colour, markersize=3, linewidth=1.2)
    axes[1].plot([spring_loss(point) for point in path], style, color=colour, label=name)
axes[1].axhline(floor, color="0.5", linewidth=1)
axes[1].text(0, floor * 0.97, "noise of the measurements", color="0.35", fontsize=9, va="top")
axes[1].set(xlabel="step", ylabel="loss (cm²)", yscale="log")
axes[1].legend()
plt.show()

# %%
for name, (path, *_) in RACERS.items():
    late = [step for step, point in enumerate(path) if spring_loss(point) > 1.1 * floor]
    done = "not within 40 steps" if late[-1] == 40 else f"for good after {late[-1] + 1} steps"
    print(f"{name:27} within a tenth of the lowest loss: {done}")

# %% [markdown]
# What to see: plain SGD (solid) creeps along the valley. With momentum (dashed) it overshoots, swings back, and still
# arrives first. Adam (dotted) sets out at the same speed in both directions, whatever their
# slopes, swings past the lowest point, and is still on its way back at the end. None of them goes below the grey line: what is left there is the noise of the measurements, which no line can explain.
#
# Learning rates of different methods mean different things, so this is a picture of how they move, not of which is
# best.
#
# ## Five steps
#
# Here is the whole loop, on the spring. For each batch:
#
# 1. **clear** the gradients of the batch before,
# 2. **predict**,
# 3. compute the **loss**,
# 4. go **backward**: fill in every parameter's `.grad`,
# 5. **step**: let the optimiser change the parameters.
#
# One pass over all examples is an {term}`epoch`. We shuffle before each, so that no two epochs see the same batches.

# %%
torch.manual_seed(0)
line = nn.Linear(1, 1)
optimizer = torch.optim.SGD(line.parameters(), lr=0.05, momentum=0.5)
x, y = load[:, None], length[:, None]  # (40, 1): a column, one row per example
losses = []

for _epoch in range(60):
    order = torch.randperm(40)
    for batch in order.split(8):
        optimizer.zero_grad()  # 1. clear
        predicted = line(x[batch])  # 2. predict  (8, 1)
        loss = F.mse_loss(predicted, y[batch])  # 3. loss: remembers how it was computed
        loss.backward()  # 4. backward
        optimizer.step()  # 5. step
        losses.append(loss.item())  # .item(): just the number

print(
    f"a = {line.weight.item():.2f} cm/kg (true: 3), b = {line.bias.item():.2f} cm (true: 10)"
)

# %% mystnb={"image": {"alt": "Loss by step for the spring, on a logarithmic axis, falling by a factor of several hundred and then jittering around a floor."}}
fig, ax = plt.subplots(figsize=(6, 3))
ax.plot(losses)
ax.set(
    xlabel="step (batches of 8)",
    ylabel="loss of the batch (cm²)",
    yscale="log",
    title=f"Five steps, {len(losses)} times",
)
plt.show()

# %% [markdown]
# What to see: a steep fall, then a floor with a jitter. The jitter is not the model getting worse and better: it is
# each batch having easier or harder examples than the last.
#
# Two details are worth a second look.
#
# **The loss is from before the update.** Step 5 changes the weights after step 3 measured them. So the very first
# number of a training curve tells what the untouched model was worth. That will come in handy.
#
# **`.item()`** takes the number out of the tensor. Keep the tensor itself, `losses.append(loss)`, and you also keep its
# history, for every batch: the memory fills up, slowly enough that you only notice overnight.
#
# ### Why clear the gradients?
#
# Because `backward()` does not *set* `.grad`. It *adds* to it.
#
# **What do you expect?** What do the three lines below print, with the same loss each time and no clearing?

# %%
weights = torch.tensor([-2.0, 14.0], requires_grad=True)
for call in (1, 2, 3):
    spring_loss(weights).backward()
    print(f"after {call} × backward():", weights.grad)

# %% [markdown]
# Once, twice, three times the gradient. There is a good reason for it. A weight that is used in two places must get
# the sum of both slopes; and if a batch is too large for your memory, you can send it through in parts, let the
# gradients add up, and step once.
#
# In an ordinary loop it means that an optimiser whose gradients nobody clears steps along the sum of *all* the slopes
# since training began: also those of weights long gone. It is a ball with no friction at all.
#
# It does not matter much *where* you clear, as long as it is after the last step and before the next `backward()`. At
# the top of the loop is the habit that leaves no doubt.
#
# <div class="instrument" data-instrument="training-step"></div>
#
# ### Device and seed
#
# Every tensor lives on a {term}`device`: the processor (`cpu`), an NVIDIA GPU (`cuda`) or an Apple one (`mps`).
# PyTorch tells you whether it can use an NVIDIA GPU: `torch.cuda.is_available()`. In many a program you will read
#
# ```python
# device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
# ```
#
# `best_device()` asks the same question, and then asks for an Apple GPU too. Model and batch have to be on the same
# device, and they move in different ways: a module moves **itself**, while a tensor stays where it is and hands you a
# **copy**.

# %%
print("an NVIDIA GPU:", "yes" if torch.cuda.is_available() else "no")
device = best_device()
line.to(device)  # moves the module's own parameters
x_there = x.to(device)  # x itself stays: keep what comes back
print("on the same device:", line(x_there).device.type == device.type)

line.to("cpu")
try:
    line(x.to("meta"))  # a mere pretence of a device, which any machine has
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# That error you will meet sooner or later. Nearly always somebody wrote `x.to(device)` on a line by itself, and
# dropped the copy. Our toys stay on the processor: for so little work, the way to a GPU and back takes longer than
# the work.
#
# The first weights, the order of the batches, dropout: all are drawn at random. A **{term}`seed`** says where the
# random numbers start. The same seed gives the same run on the same machine, so that you can tell the effect of a
# change from luck:

# %%
for seed in (0, 0, 1):
    torch.manual_seed(seed)
    print(f"seed {seed}: first weight {nn.Linear(1, 1).weight.item():6.3f}")

# %% [markdown]
# ## Training mode and evaluation mode
#
# Some layers should act differently while the model learns and while it is used. Each module therefore has a flag,
# `training`. `model.train()` sets it in the model and in all modules inside it; `model.eval()` clears it.
#
# Most layers never look at it. Two famous ones do. The first is **dropout**: in {term}`training mode` it sets a
# random part of its inputs to 0, so that no unit can lean on one particular neighbour.

# %%
torch.manual_seed(5)
dropout = nn.Dropout(0.2)
ones = torch.ones(8)

dropout.train()
for _ in range(3):
    print("train:", dropout(ones))
dropout.eval()
print("eval: ", dropout(ones))

# %% [markdown]
# Why 1.25, when the input was 1? On average two units in ten are silenced. To keep the sum the same on average the
# others are scaled up by $1/(1-p) = 1/0.8$. Thanks to that, evaluation needs no correction: the layer just lets
# everything through.
#
# The second is **batch normalisation**. In training mode it shifts and scales each channel by the mean and spread *of
# the batch*, and notes running averages. In {term}`evaluation mode` it uses the running averages.
#
# So in training mode, the answer for one example depends on its neighbours in the batch:

# %%
torch.manual_seed(0)
norm = nn.BatchNorm1d(1, momentum=None)  # None: a plain average over all batches
for _ in range(100):
    norm(torch.randn(32, 1))  # it gets used to inputs of mean 0 and spread 1

example = torch.tensor([[1.0]])
small, large = torch.zeros(7, 1), torch.full((7, 1), 5.0)
with torch.no_grad():
    norm.eval()
    print(f"eval:  among zeros {norm(torch.cat([example, small]))[0, 0]:6.2f}", end="   ")
    print(f"among fives {norm(torch.cat([example, large]))[0, 0]:6.2f}")
    norm.train()
    print(f"train: among zeros {norm(torch.cat([example, small]))[0, 0]:6.2f}", end="   ")
    print(f"among fives {norm(torch.cat([example, large]))[0, 0]:6.2f}")

# %% [markdown]
# In evaluation mode the example gets one answer. In training mode it gets two quite opposite ones. A digit's class
# should not depend on which other digits happen to be looked at.
#
# A whole network of linear layers, convolutions, pooling and ReLU does not care about the mode. Set it all the same:
# the day you add a dropout layer, it will matter. And mind one trap: the *function* `F.dropout(x)` cannot see the
# flag and drops even in evaluation mode, unless it is told `training=self.training`.

# %%
torch.manual_seed(0)
print("F.dropout(x), whatever the mode:", F.dropout(ones, 0.2))
print("F.dropout(x, training=False):   ", F.dropout(ones, 0.2, training=False))

# %% [markdown]
# ## Back to the digits: three habits that save days
#
# A model that does not train rarely raises an error. It just sits there, and there are a hundred places to look. Three
# checks, each a few seconds long, narrow it down before you spend an hour of training.
#
# We take 4,000 digits as plain tensors and a small network of our own, without convolutions, so that every
# experiment below takes well under a second.


# %%
root = data_root()


def load_digits(train, count):
    """`count` digits picked at random: normalised pixels (count, 784), labels (count,)."""
    split = MNIST(root, train=train, download=False)
    picked = torch.randperm(len(split), generator=torch.Generator().manual_seed(0))[:count]
    pixels = (split.data[picked].float() / 255 - 0.1307) / 0.3081
    return pixels.flatten(1), split.targets[picked]


images, labels = load_digits(train=True, count=4000)
test_images, test_labels = load_digits(train=False, count=2000)


def small_net(seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10), nn.LogSoftmax(dim=1)
    )


print(tuple(images.shape), tuple(test_images.shape))

# %% [markdown]
# ### From two weights to 46,566
#
# The spring had two weights, and we could draw its loss as a map. This network has 50,890, the one of stage 2 has
# 46,566. Nobody can draw that map. But the rule is the same, $W \leftarrow W - \mu\,\nabla_{W} L$, with longer lists on
# both sides; and we can walk one straight line through that landscape, in the direction in which all 50,890 slopes
# together point downhill, and note how high we are:

# %% mystnb={"image": {"alt": "Loss of the small network along one straight line downhill: from 2.27 at the start it follows its tangent at first, then bends, reaches a lowest point, and rises again beyond."}}
net = small_net()
F.nll_loss(net(images), labels).backward()
weights = [(parameter, parameter.detach().clone()) for parameter in net.parameters()]
steepness = sum(parameter.grad.square().sum() for parameter, _ in weights).item()

lengths = torch.linspace(0, 4, 41).tolist()  # of one step, as a learning rate
heights = []
with torch.no_grad():
    for length_of_step in lengths:
        for parameter, start in weights:
            parameter.copy_(start - length_of_step * parameter.grad)
        heights.append(F.nll_loss(net(images), labels).item())
lowest = min(range(41), key=lambda place: heights[place])

fig, ax = plt.subplots(figsize=(6, 3.2))
ax.plot(lengths, heights, "o-", markersize=4, label="loss along the line")
ax.plot(
    lengths,
    [heights[0] - rate * steepness for rate in lengths],
    ":",
    color=BLACK,
    label="tangent",
)
ax.set(xlabel="length of one step, μ", ylabel="loss", ylim=(0, 3))
ax.legend(loc="lower right")
plt.show()

# %%
print(f"{sum(start.numel() for _, start in weights):,} weights and biases")
print(
    f"loss {heights[0]:.2f} at the start, lowest {heights[lowest]:.2f} at μ = {lengths[lowest]:.2f}"
)

# %% [markdown]
# What to see: a valley like that of the spring. At first the loss falls as steeply as the gradient promised (dotted),
# then the ground curves, and a step too long climbs again on the other side. The gradient tells the direction here and
# now. It does not tell how far it holds: therefore short steps, a fresh gradient, and the next step.
#
# ### Habit 1: know the loss before training
#
# An untrained network knows nothing about digits, so it should give each of the ten about the same probability,
# $1/10$. What does that cost?
#
# $$-\ln \tfrac{1}{10} = \ln 10 \approx 2.30$$
#
# for every example, whatever its label. **So the first loss of a ten-class problem is about 2.30.** If it is not,
# something is wrong before training has even begun.

# %%
print(f"ln 10 = {math.log(10):.3f}")
with torch.no_grad():
    for seed in (0, 1, 2):
        print(f"seed {seed}:   {F.nll_loss(small_net(seed)(images), labels):.3f}")
    raw = (images * 0.3081 + 0.1307) * 255
    print(f"pixels left at 0…255:          {F.nll_loss(small_net()(raw), labels):7.3f}")
    print(
        f"no log-softmax at the end:     {F.nll_loss(small_net()[:-1](images), labels):7.3f}"
    )
    print(
        f"softmax in place of log:       {F.nll_loss(small_net()(images).exp(), labels):7.3f}"
    )

# %% [markdown]
# Three random networks, three times about 2.3. Then three broken ones.
#
# Well above 2.3 means *sure and wrong*: here the inputs were never scaled, so the scores are huge. At or below zero
# means that what came in were no log-probabilities: a negative log-likelihood cannot be negative when the
# probabilities are real ones.
#
# ### Habit 2: overfit one batch first
#
# Take a single batch and train on it again and again. A working loop learns it by heart: its loss goes to 0. We do not
# *want* a model like that. But if it cannot even learn 32 digits, there is no point in showing it 60,000.
#
# Below, one of the two loops has its clearing in the wrong place, between `backward()` and `step()`.
#
# **What do you expect?** What will its curve do?

# %%
few_images, few_labels = images[:32], labels[:32]
curves = {}
for where in ("before backward", "between backward and step"):
    net = small_net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
    curves[where] = []
    for _ in range(60):
        if where == "before backward":
            optimizer.zero_grad()
        loss = F.nll_loss(net(few_images), few_labels)
        loss.backward()
        if where == "between backward and step":
            optimizer.zero_grad()
        optimizer.step()
        curves[where].append(loss.item())

# %% tags=["hide-input"] mystnb={"image": {"alt": "Loss on one batch of 32 digits by step. With gradients cleared before backward the loss falls to almost zero within thirty steps; cleared between backward and step it stays at 2.3 in a flat line."}}
fig, ax = plt.subplots(figsize=(6, 3.2))
for (where, curve), colour, style in zip(
    curves.items(), (BLUE, RED), ("-", "--"), strict=True
):
    ax.plot(curve, style, color=colour, label=f"cleared {where}")
ax.axhline(math.log(10), color="0.5", linewidth=1, linestyle=":")
ax.text(60, math.log(10) + 0.03, "ln 10", color="0.35", ha="right", va="bottom")
ax.set(
    xlabel="step (the same 32 digits each time)", ylabel="loss of the batch", ylim=(0, 2.6)
)
ax.legend(loc="center right")
plt.show()

# %%
for where, curve in curves.items():
    print(f"cleared {where:25} first loss {curve[0]:.3f}, last {curve[-1]:.3f}")

# %% [markdown]
# What to see: the solid curve starts at ln 10 and reaches almost 0. The dashed one is not bad at learning: it is not
# learning *at all*, for the optimiser only ever sees cleared gradients. A perfectly flat line means that no update
# arrives.
#
# ### Habit 3: look at the sizes of the gradients
#
# After one `backward()` every parameter has a `.grad`. Is any of them `None`, zero, tiny or enormous?
#
# To see something, take a network far too deep for the job, nine linear layers, and start it in four ways.


# %%
def deep_net(activation, start):
    torch.manual_seed(0)
    layers = []
    for width in (784, *[64] * 7):
        layers += [nn.Linear(width, 64), activation()]
    net = nn.Sequential(*layers, nn.Linear(64, 10), nn.LogSoftmax(dim=1))
    for layer in net:
        if isinstance(layer, nn.Linear) and start is not None:
            start(layer.weight)
    return net


def gradient_sizes(net):
    """The root mean square of the gradient of each layer's weights, first layer first."""
    F.nll_loss(net(images[:64]), labels[:64]).backward()
    return [
        layer.weight.grad.square().mean().sqrt().item()
        for layer in net
        if isinstance(layer, nn.Linear)
    ]


STARTS = {
    "sigmoid, PyTorch's start": (nn.Sigmoid, None, RED, "--"),
    "ReLU, PyTorch's start": (nn.ReLU, None, ORANGE, "-."),
    "ReLU, start made for ReLU (He)": (
        nn.ReLU,
        lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"),
        BLUE,
        "-",
    ),
    "ReLU, weights far too large": (
        nn.ReLU,
        lambda w: nn.init.normal_(w, std=0.5),
        BLACK,
        ":",
    ),
}

# %% tags=["hide-input"] mystnb={"image": {"alt": "Size of the gradient for each of nine layers on a logarithmic axis. With sigmoids it falls by millions towards the first layer; with a start made for ReLU it is nearly the same in all layers; with huge weights it is in the hundreds and thousands."}}
fig, ax = plt.subplots(figsize=(7, 3.8))
for name, (activation, start, colour, style) in STARTS.items():
    sizes = gradient_sizes(deep_net(activation, start))
    print(
        f"{name:31} layer 1: {sizes[0]:.1e}, layer 9: {sizes[-1]:.1e}, ratio {sizes[0] / sizes[-1]:.1e}"
    )
    ax.plot(
        range(1, 10),
        sizes,
        style,
        marker="o",
        color=colour,
        label=name,
    )
ax.set(
    xlabel="layer (1 = next to the picture)",
    ylabel="root mean square of ∂L/∂W",
    yscale="log",
    xticks=range(1, 10),
)
ax.legend(fontsize=9, loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()

# %% [markdown]
# What to see: with sigmoids (dashed) each layer passes back only a part of the slope that reaches it, and the first
# layer gets less than a millionth of what the last one gets. Their gradients *vanish*. With weights that are far too
# large (dotted) they *explode*. With a start made for ReLU (solid; [He and others,
# 2015](https://arxiv.org/abs/1502.01852)) no layer learns much slower than another. PyTorch's own start for
# linear layers (dash-dotted) is on the timid side for a network this deep.
#
# Our course's network has four layers only, and there PyTorch's own start serves well. To judge a real model, compare
# the update with the weight itself: $\mu\,\lVert\nabla W\rVert / \lVert W\rVert$. Somewhere between a ten-thousandth
# and a hundredth is a good sign. A millionth means that the layer stands still; a tenth, that each step throws away a
# good part of what it knew.

# %%
net = small_net()
F.nll_loss(net(images[:64]), labels[:64]).backward()
for name, parameter in net.named_parameters():
    if parameter.ndim == 2:
        print(
            f"{name}: step / weight = {0.02 * parameter.grad.norm() / parameter.norm():.4f}"
        )

# %% [markdown]
# ### And one more: sweep the learning rate
#
# The learning rate is the number that matters most, and you cannot see it from the outside. With something this
# quick, simply try them all. One epoch each, for learning rates from 0.0005 to 2, without momentum and with 0.9.
#
# **What do you expect?** What will momentum do to the best learning rate? (Remember $1/(1-m)$.)


# %%
def quick_run(learning_rate, momentum):
    """One epoch over our 4,000 digits; the mean loss of its last 20 batches."""
    net, losses = small_net(), []
    optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate, momentum=momentum)
    for batch in torch.randperm(4000, generator=torch.Generator().manual_seed(0)).split(40):
        optimizer.zero_grad()
        loss = F.nll_loss(net(images[batch]), labels[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses[-20:]) / 20


rates = torch.logspace(math.log10(0.0005), math.log10(2), 13).tolist()
sweep = {momentum: [quick_run(rate, momentum) for rate in rates] for momentum in (0.0, 0.9)}

# %% tags=["hide-input"] mystnb={"image": {"alt": "Loss at the end of one epoch against the learning rate on a logarithmic axis: two U-shaped curves; with momentum 0.9 the lowest point lies at a learning rate several times smaller than without."}}
fig, ax = plt.subplots(figsize=(6, 3.4))
ax.plot(rates, sweep[0.0], "o-", color=BLUE, label="no momentum")
ax.plot(rates, sweep[0.9], "s--", color=RED, label="momentum 0.9")
ax.axhline(math.log(10), color="0.5", linewidth=1, linestyle=":")
ax.text(0.0005, math.log(10) + 0.05, "ln 10: has learnt nothing", color="0.35", fontsize=9)
ax.set(xlabel="learning rate", ylabel="loss after one epoch", xscale="log", ylim=(0, 3.4))
ax.legend(loc="upper left", ncols=2)
plt.show()

# %%
best = {}
for momentum, ends in sweep.items():
    good = [rate for rate, end in zip(rates, ends, strict=True) if end < 1.5 * min(ends)]
    best[momentum] = rates[ends.index(min(ends))]
    print(
        f"momentum {momentum}: lowest loss {min(ends):.2f} at {best[momentum]:.3f}, "
        f"at most half as much again from {min(good):.3f} to {max(good):.3f}"
    )
print(f"the best rate with momentum is {best[0.0] / best[0.9]:.0f} times smaller")

# %% [markdown]
# What to see: two valleys. To the left of each, training is too slow to get far in one epoch; to the right it goes
# wild. With momentum 0.9 the whole valley lies further left, several times over. The factor of ten that $1/(1-m)$ would
# say is a rule of thumb, for gradients that stay the same; the rates that we tried lie a factor of 2 apart. Change the
# momentum, and you have to choose the learning rate again.
#
# Look at the second half of each line, too: that is the range in which life is good.
#
# ## Break it
#
# Now all together: the same network, the same digits, three epochs, each time with one mistake. The right way uses a
# learning rate of 0.02 and momentum 0.9.
#
# Here is the loop. Read where each mistake is made.
#
# **What do you expect?** Which curves will be flat, which wild, and which only slow?


# %%
def train(mistake=None, learning_rate=0.02, momentum=0.9, shuffle=True):
    """Three epochs in batches of 40: each batch's loss, and the test accuracy in percent."""
    net, generator, losses = small_net(), torch.Generator().manual_seed(0), []
    trained = net[2] if mistake == "last layer only" else net
    optimizer = torch.optim.SGD(trained.parameters(), lr=learning_rate, momentum=momentum)
    for _ in range(3):
        # Not shuffled, they come as from a tidy archive: all the zeros, then all the ones …
        order = (
            torch.randperm(4000, generator=generator)
            if shuffle
            else labels.argsort(stable=True)
        )
        for batch in order.split(40):
            if mistake != "never cleared":
                optimizer.zero_grad()
            loss = F.nll_loss(net(images[batch]), labels[batch])
            if mistake == "step before backward":
                optimizer.step()
            (loss * 40 if mistake == "sum" else loss).backward()
            if mistake not in ("no step", "step before backward"):
                optimizer.step()
            losses.append(loss.item())
    right = (net(test_images).argmax(dim=1) == test_labels).float().mean().item()
    return losses, 100 * right


right = train()
BROKEN = {
    "gradients never cleared": train("never cleared"),
    "no step": train("no step"),
    "step before backward": train("step before backward"),
    "learning rate 10 × too high": train(learning_rate=0.2),
    "learning rate 10 × too low": train(learning_rate=0.002),
    "momentum forgotten": train(momentum=0),
    "sorted, not shuffled": train(shuffle=False),
    "sum in place of mean": train("sum"),
    "optimiser has the last layer only": train("last layer only"),
}

# %% tags=["hide-input"] mystnb={"image": {"alt": "Nine small plots of the loss by step, each with the right run as a solid line and one mistake dashed. No step and step before backward are flat at 2.3; gradients never cleared, a learning rate too high and a sum in place of the mean jump high; a rate too low, no momentum and last layer only fall more slowly; sorted digits give a saw."}}


def smooth(losses, width=8):
    """The running mean of `width` batches, so that the curves can be told apart."""
    return torch.tensor(losses).unfold(0, width, 1).mean(1)


fig, axes = plt.subplots(3, 3, figsize=(10, 8.4), sharex=True, sharey=True)
for ax, (name, (losses, accuracy)) in zip(axes.flat, BROKEN.items(), strict=True):
    ax.plot(
        smooth(right[0]), color=BLUE, label=f"right way ({right[1]:.0f} % of test digits)"
    )
    ax.plot(
        smooth(losses),
        "--",
        color=RED,
        linewidth=1.6,
        label="with the mistake (share of test digits above each panel)",
    )
    ax.set(ylim=(0, 4.5))
    ax.set_title(f"{name}: {accuracy:.0f} %", fontsize=11)
for ax in axes[:, 0]:
    ax.set_ylabel("loss of the batch")
for ax in axes[-1]:
    ax.set_xlabel("step (100 to an epoch)")
fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
plt.show()

# %%
for name, (losses, accuracy) in {"right": right, **BROKEN}.items():
    print(
        f"{name:35} first loss {losses[0]:.2f}, highest {max(losses):7.2f}, "
        f"last 20 on average {sum(losses[-20:]) / 20:.2f}; {accuracy:3.0f} % of the test digits"
    )

# %% [markdown]
# What to see: the solid line is the same right run in every panel; where the dashed one leaves the frame, its loss is
# above 4.5. Read the panels by the shape of the dashed line:
#
# | The curve | Suspects | Why |
# |---|---|---|
# | flat at ln 10 from the first step, but for the jitter of the batches | no step; step before `backward()`; clearing between the two; an optimiser that holds another model | the weights never change |
# | jumps up, or gets stuck at 2.3 *after* a jump | gradients never cleared; learning rate too high; a sum where a mean belongs | the steps are far too long |
# | smooth, but slow | learning rate too low; momentum forgotten; part of the parameters not handed over | the steps are too short, or too few weights take them |
# | a saw | not shuffled, and the data are in order | it learns "everything is a 3", then unlearns it for 4 |
#
# In the saw each tooth lasts only ten steps, too short for curves averaged over eight. Here is its first epoch, step
# by step:

# %% tags=["hide-input"] mystnb={"image": {"alt": "Loss by step over the first epoch with sorted digits, on a logarithmic axis. Vertical lines mark where one digit ends and the next begins; at most of them the loss leaps up, for the early digits from below 0.01 to well above 2.3."}}
sorted_losses = torch.tensor(BROKEN["sorted, not shuffled"][0][:100]).clamp(min=1e-3)
ends = labels.bincount(minlength=10).cumsum(0) / 40

fig, ax = plt.subplots(figsize=(8, 3.4))
ax.plot(right[0][:100], color=BLUE, label="shuffled")
ax.plot(sorted_losses, "--", color=RED, label="sorted")
for digit, end in enumerate(ends.tolist()):
    ax.axvline(end, color="0.6", linewidth=0.8)
    ax.text(end - 5, 130, str(digit), ha="center", color="0.35")
ax.set(
    xlabel="step (the digit of the moment is written above)",
    ylabel="loss of the batch",
    yscale="log",
)
ax.set(xlim=(0, 100), ylim=(8e-4, 100))
ax.legend(loc="lower right", frameon=True)
plt.show()

# %% [markdown]
# What to see: a few batches of zeros, and the network has learnt that everything is a zero; its loss is next to
# nothing. Then come the ones, every one a surprise, and the loss leaps up. After a few such blows it hardly recovers.
#
# Three things that the pictures teach beyond the table:
#
# - **The quiet mistakes are the dangerous ones.** Flat and wild curves are found in minutes. A run without momentum,
#   or with a tenth of the learning rate, looks fine on its own. You only notice with a right curve beside it.
# - **A low loss is not the aim.** At the end of the zeros the sorted run had a far lower loss than the right one, and
#   knew nothing but zeros. What counts is how a model does on digits that it is not being trained on. That is
#   lesson 4.
# - **Not every mistake shows on all data.** Digits that already lie in random order, as MNIST's do, hardly need the
#   shuffle, so a forgotten one goes unnoticed. The mistake waits for your next data set.
#
# ## What to take with you
#
# - A gradient step is $W \leftarrow W - \mu\,\nabla_{W} L$, with the gradient of the mean loss over a batch.
# - Clear, predict, loss, backward, step. `backward()` adds to `.grad`; clearing is your job.
# - Momentum $m$ lengthens the steps by up to $1/(1-m)$; choose the learning rate with it in mind.
# - `train()` before training, `eval()` before evaluation. Dropout and batch normalisation care.
# - Before a long run: is the first loss about 2.30? Can it overfit one batch? Are the gradients of a sensible size?
#
# ## Now you
#
# Open **`exercises/stage3_training.py`** (or the notebook of the same name). You write the loop for the network of
# stage 2 and watch its loss fall on real batches. Replace each `TODO`, then ask the grader:
#
# ```console
# $ pytest grader -m stage3
# ```
#
# <!-- exercises of stage 3 -->
#
# One thing to mind in 3.1: `walk` above made new tensors at each step. A model's parameters have to change *in
# place*, and without a record. And if the grader says in 3.3 that your weights are not what they should be, come back
# to the nine curves.
#
# In the terminal, `python -m grader hint 3.3` shows the first of these hints, and `--more` the second.
