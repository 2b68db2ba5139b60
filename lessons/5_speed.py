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
# # 5 · Make it fast
#
# A bonus. Your network reads digits; nothing is missing. But it took its time: three epochs of the tutorial's loop, and
# you had coffee. For a good part of that time your machine was not learning at all. In this lesson we find out
# what it did instead, and stop it.
#
# Speed is not vanity. Who waits for a minute tries one idea; who waits for a few seconds tries ten.
#
# In this lesson you will
#
# - measure before you change anything, and learn how easily a measurement of time goes wrong;
# - make one change at a time, and see on *your* machine what each is worth;
# - learn the same in fewer epochs, with a learning rate that rises and falls;
# - meet changes that cost time where they promised to save it;
# - make six mistakes that people make when they are in a hurry.
#
# Reading takes about forty minutes. Where the text asks **What do you expect?**, say your answer out loud before you run
# the cell.
#
# All times on this page were measured while the page was made, on the machine that made it. Run the lesson yourself
# and you read your own. They will differ, perhaps even in which change pays and which does not. That is the point.

# %%
import math
import os
import time
from statistics import mean, median

import matplotlib.pyplot as plt

os.environ["KINETO_LOG_LEVEL"] = "99"  # the profiler keeps its own log to itself
import torch
import torch.nn.functional as F
from torch import nn
from torch.profiler import ProfilerActivity, profile
from torch.utils.data import BatchSampler, DataLoader, RandomSampler, TensorDataset
from torchvision.datasets import MNIST
from torchvision.transforms import Compose, Normalize, ToTensor

from digits import data_root
from digits.processor import computes_bfloat16
from digits.style import BLUE, GREEN, ORANGE, RED, use_style
from digits.time_bars import time_bars
from digits.timing import seconds_by_part, seconds_per_epoch
from digits.waterfall import waterfall

use_style()
torch.set_num_threads(1)  # one core: what else the machine does disturbs it less

digits = MNIST(
    data_root(),
    download=False,
    transform=Compose([ToTensor(), Normalize((0.1307,), (0.3081,))]),
)
print(
    f"{len(digits):,} training digits: an epoch is {math.ceil(len(digits) / 64)} batches of 64"
)

# %% [markdown]
# ## Measure first
#
# Here is the loop of lessons 1 to 3 once more, with the network of stage 2: a `DataLoader` that prepares one picture at
# a time, plain SGD, five steps for each batch.


# %%
def digit_net():
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(1, 32, 5),  # (B, 32, 24, 24)
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Conv2d(32, 16, 3),  # (B, 16, 10, 10)
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Flatten(),  # (B, 400)
        nn.Linear(400, 100),
        nn.ReLU(),
        nn.Dropout(0.2),
        nn.Linear(100, 10),
        nn.LogSoftmax(dim=1),
    )


def stepper(net, optimizer):
    """A function that trains `net` on one batch."""

    def step(images, labels):
        optimizer.zero_grad()
        F.nll_loss(net(images), labels).backward()
        optimizer.step()

    return step


def plain_sgd(net, **options):
    return torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.5, **options)


plain_loader = DataLoader(digits, batch_size=64, shuffle=True)
net = digit_net()
plain_step = stepper(net, plain_sgd(net))

# %% [markdown]
# To time something, look at a clock before and after. So let us time the first 30 batches, one by one.
#
# **What do you expect?** Thirty times about the same?

# %% mystnb={"image": {"alt": "The milliseconds that each of the first 30 batches took, as dots. They scatter, some far above the others; a dashed line marks the median, a dotted one the mean."}}
milliseconds, source = [], iter(plain_loader)
for _ in range(30):
    started = time.perf_counter()
    plain_step(*next(source))
    milliseconds.append(1000 * (time.perf_counter() - started))

fig, ax = plt.subplots(figsize=(7, 3))
ax.plot(range(1, 31), milliseconds, "o", color=BLUE, markersize=4)
ax.axhline(median(milliseconds), color=GREEN, linestyle="--", label="median")
ax.axhline(mean(milliseconds), color=RED, linestyle=":", label="mean")
ax.set(xlabel="batch", ylabel="milliseconds", ylim=(0, None))
ax.legend(loc="upper right", frameon=True)
print(f"first {milliseconds[0]:.1f} ms, median {median(milliseconds):.1f} ms, ", end="")
print(f"mean {mean(milliseconds):.1f} ms, slowest {max(milliseconds):.1f} ms")
plt.show()

# %% [markdown]
# What to see: the same work each time, and hardly twice the same time. The first batches are special: memory is set aside,
# plans are made that later ones find ready. And whenever your machine has something else to do, dots jump up. Such
# disturbances go one way: they make a batch slower, never faster than the machine can be.
#
# That gives four rules, and the rest of the lesson keeps them:
#
# 1. **Warm up.** Do not time the first batches.
# 2. **Repeat, and take the median.** One jump moves the mean; it hardly moves the median.
# 3. **Take turns.** To compare A with B, time some batches of A, some of B, some of A again … Else B has bad luck when
#    your mail program wakes up, and you believe that A is better.
# 4. **On a GPU, wait for it.** The processor only hands work over and goes on. Without `torch.cuda.synchronize()`
#    before you look at the clock, you time the handing over.
#
# `digits.timing` does just that, for some batches, and tells you what a whole epoch would take.
#
# ### Where does the time go?
#
# Each batch goes through four hands: the **loader** fetches and prepares it, **forward** predicts and computes the
# loss, **backward** computes the gradients, the optimiser makes its **step**.
#
# **What do you expect?** Which of the four takes longest?

# %% mystnb={"image": {"alt": "One horizontal bar: the seconds of an epoch of the plain loop, in four parts, loader, forward, backward and step, with the share of each."}}
net = digit_net()
parts = {"as in the tutorial": seconds_by_part(plain_loader, net, F.nll_loss, plain_sgd(net))}

figure = plt.figure(figsize=(8, 1.9))
time_bars(parts, figure)
for part, seconds in parts["as in the tutorial"].items():
    print(f"{part:9}{seconds:6.1f} s of an epoch")
plt.show()

# %% [markdown]
# What to see: the learning is in the blue parts, forward and backward. The orange one only gets things ready. The step itself, which
# changes all 46,566 weights, hardly shows: there are few of them.
#
# Never skip this bar. Make a part that takes a tenth of the time ten times as fast, and you have saved nine percent.
# Whatever the change, more than its own part it cannot save.
#
# ### One level deeper
#
# A {term}`profiler` looks at every single operation. Let `torch.profiler` watch four batches: first while they are
# only loaded, then while they train.


# %%
def operations(work):
    """How often each operation was called in `work()`, and its own microseconds."""
    with profile(activities=[ProfilerActivity.CPU], acc_events=True) as profiler:
        work()
    rows = [row for row in profiler.key_averages() if row.key.startswith("aten::")]
    return {row.key: (row.count, row.self_cpu_time_total) for row in rows}


source = iter(plain_loader)
batches = []
loading = operations(lambda: batches.extend(next(source) for _ in range(4)))
training = operations(lambda: [plain_step(*batch) for batch in batches])

for name, found in (("load", loading), ("train on", training)):
    print(
        f"to {name} a batch takes {sum(count for count, _ in found.values()) / 4:,.0f} calls"
    )
    for key, (count, microseconds) in sorted(found.items(), key=lambda item: -item[1][1])[:4]:
        print(f"{count / 4:8,.0f} × {key:28}{microseconds / 4000:8.2f} ms")

# %% [markdown]
# The profiler slows down what it watches, so believe its proportions rather than its times. But look at the number of
# calls. To *load* 64 pictures takes many more operations than to train on them, for each picture goes through all of
# the transform by itself. Each of these operations has only 784 pixels to work on, and much of its time goes into
# getting started, 64 times over.
#
# That is the first law of fast code on arrays: **what can be done in one call should not be done in 64**.
#
# ## Prepare once
#
# Now look at *what* the loader does: it takes the picture, divides by 255, subtracts a mean, divides by a deviation.
# The same picture gives the same tensor, in each epoch, for ever. So do it once, for all pictures, before training:

# %%
started = time.perf_counter()
pixels = digits.data.unsqueeze(1)  # (N, 1, 28, 28), uint8
images = (pixels.float() / 255 - 0.1307) / 0.3081
labels = digits.targets
print(f"all {len(images):,} prepared in {time.perf_counter() - started:.2f} s, ", end="")
print(f"{images.nbytes / 1e6:.0f} MB in place of {pixels.nbytes / 1e6:.0f}")

for i in (0, 7):  # the same as one by one?
    print(f"picture {i} differs by at most {(images[i] - digits[i][0]).abs().max():.1e}")

# %% [markdown]
# Two things to check whenever you prepare ahead. **Does it fit into memory?** A float takes four times the room of a
# byte. MNIST is small; for photographs one keeps the bytes, and prepares a batch at a time.
# **Is it really the same each time?** Normalisation is. A random shift or turn (lesson 1) must *not* be prepared once,
# or each picture is shifted the same way for ever, and nothing is gained.
#
# A `TensorDataset` hands the prepared tensors to a `DataLoader` like the one before.

# %%
prepared = TensorDataset(images, labels)
prepared_loader = DataLoader(prepared, batch_size=64, shuffle=True)


def compare(**ways):
    """Time ways to train in turn; print the seconds of an epoch, and how they compare."""
    seconds = seconds_per_epoch(ways)
    before = next(iter(seconds.values()))
    for name, epoch in seconds.items():
        print(f"{name:16}{epoch:6.1f} s per epoch, {before / epoch:5.2f} × as fast")


def way(loader, channels_last=False, **options):
    """A loader, and the step of a new network."""
    net = digit_net()
    if channels_last:
        net = net.to(memory_format=torch.channels_last)
    return loader, stepper(net, plain_sgd(net, **options))


compare(as_it_was=way(plain_loader), prepared_once=way(prepared_loader))

# %% [markdown]
# ### Cut whole batches
#
# The pictures are ready. But the loader still takes them out one by one, 64 times `prepared[i]`, and then stacks them
# again. A tensor can be indexed with *many* places at once, and so can a `TensorDataset`:

# %%
chosen = [5, 0, 41, 5]
some_images, some_labels = prepared[chosen]
print("prepared[[5, 0, 41, 5]]:", tuple(some_images.shape), some_labels.tolist())

# %% [markdown]
# A `BatchSampler` draws such lists of places. Told `batch_size=None`, the `DataLoader` leaves them whole, and makes a
# single call for each.


# %%
def whole_batches(size):
    """Batches of `size` examples, each cut from the prepared tensors in one piece."""
    places = BatchSampler(RandomSampler(prepared), size, drop_last=False)
    return DataLoader(prepared, batch_size=None, sampler=places)


loader = whole_batches(64)
compare(prepared_once=way(prepared_loader), whole_batches=way(loader))

# %% [markdown]
# (In the exercise you build this with less: a loader is anything that hands out batches, and needs no `DataLoader`.)
#
# You may have read of another remedy: `DataLoader(…, num_workers=4)`. Then other processes do the loading while yours
# trains. It is the right one where preparing is real work, say decoding photographs. Here it would have
# other cores do what need not be done at all, and starting them takes time of its own. First remove work; then share
# what is left.
#
# ## The arithmetic
#
# Where does the time go now?

# %% mystnb={"image": {"alt": "Two horizontal bars, the plain loop and the loop with whole batches, each in four parts; the loader's part has all but gone from the second."}}
net = digit_net()
parts["whole batches"] = seconds_by_part(loader, net, F.nll_loss, plain_sgd(net))

figure = plt.figure(figsize=(8, 2.5))
time_bars(parts, figure)
plt.show()

# %% [markdown]
# What to see: the loader's part in both bars. What is left in the second is arithmetic: forward and backward. It can
# be had faster, not by computing less, but by computing in a way that suits the machine.
#
# ### Channels last
#
# After the first convolution a batch has shape (64, 32, 24, 24). In memory there are no four dimensions, just one long
# row of numbers. In which order? As it comes, one channel after the other: all of the first map, all of the second.
# With {term}`channels last`, the 32 numbers of one pixel lie side by side. A convolution needs just those together, and
# memory is read fastest in one go.
#
# The shape stays the same, and so do the results but for rounding. Only the **strides** differ: how far to go in memory
# for the next place in each dimension.

# %%
maps = torch.zeros(64, 32, 24, 24)
print("as it comes:  ", maps.stride())
print("channels last:", maps.to(memory_format=torch.channels_last).stride())

# %% [markdown]
# It is enough to change the network: what comes out of its first convolution follows suit.
#
# **What do you expect?** Is the order of numbers in memory worth anything?

# %%
compare(whole_batches=way(loader), channels_last=way(loader, channels_last=True))

# %% [markdown]
# ### A fused optimiser
#
# SGD with momentum goes through each parameter tensor several times: multiply the velocity, add the gradient, subtract
# from the weights. Each is an operation of its own, for each tensor. {term}`Fused <fused>`, it is a single operation for all of
# them. You only have to ask: `torch.optim.SGD(…, fused=True)`.
#
# **What do you expect?** Look at the bars once more: how much *can* it save?

# %%
compare(
    channels_last=way(loader, channels_last=True),
    fused_too=way(loader, channels_last=True, fused=True),
)

# %% [markdown]
# It can save no more than the step's part, and ours was thin: eight parameter tensors. Such a difference drowns easily
# in the noise of a busy machine, in either direction. For a network of hundreds of tensors it is worth more. It costs
# nothing, so we keep it.
#
# ### Memory that is kept
#
# Each batch makes large tensors and frees them again: the first maps alone are 64 × 32 × 24 × 24 numbers of four bytes,
# 4.7 MB. On Linux the C library may hand pieces of that size back to the system as soon as they are free; whether it does depends on
# what the program did before. For the next batch it then asks for them anew, and the system clears every page before it gives
# it out. None of that is arithmetic, and no profile of operations shows it: it hides in whichever operation touches the memory first.
#
# `digits.memory.keep_memory()` asks the C library to keep what was freed. It holds for the whole process and can't be taken
# back, so no cell here compares it. But stage 4's file with `--fast` does it. On the machine where this
# was measured, an epoch with it asked the system for pages 17 times less often, and took about a twentieth less time.
#
# ### Larger batches, and the rate that goes with them
#
# Each batch has a fixed price: Python, a few dozen operations to start. With larger batches there are fewer of them. Are
# larger ones faster, then? And do they learn as much?
#
# We train for one epoch on 6,000 digits, with batches of 16 to 256, and measure on 2,000 others. (These are training
# digits set aside: choosing by the test set is cheating, as lesson 4 said.) Once with the same learning rate for all,
# and once with a rate in proportion to the batch: twice the batch, twice the rate. So that you need not wait, a smaller
# network does it, here and in what follows.
#
# **What do you expect?** How does each curve go?


# %%
few, few_labels = images[:6000], labels[:6000]
aside, aside_labels = images[6000:8000], labels[6000:8000]


def accuracy(net):
    """The share of the digits set aside that a network without dropout reads, in percent."""
    with torch.no_grad():
        return 100 * (net(aside).argmax(dim=1) == aside_labels).float().mean().item()


def small_net():
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(1, 8, 5),  # (B, 8, 24, 24)
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Conv2d(8, 16, 3),  # (B, 16, 10, 10)
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Flatten(),  # (B, 400)
        nn.Linear(400, 10),
        nn.LogSoftmax(dim=1),
    )
    return net.to(memory_format=torch.channels_last)


def train(size, rate, epochs=1, momentum=0.5, watch=None):
    """Train on the 6,000; `rate(step, steps)` is the learning rate of each step. The accuracy."""
    net = small_net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=momentum, fused=True)
    step = stepper(net, optimizer)
    generator = torch.Generator().manual_seed(0)
    steps, done = epochs * math.ceil(len(few) / size), 0
    for _ in range(epochs):
        for batch in torch.randperm(len(few), generator=generator).split(size):
            optimizer.param_groups[0]["lr"] = rate(done, steps)
            step(few[batch], few_labels[batch])
            done += 1
            if watch is not None and done % (steps // 8) == 0:
                watch.append((done / steps * epochs, accuracy(net)))
    return accuracy(net)


def constant(value):
    return lambda step, steps: value


SIZES = [16, 32, 64, 128, 256]
epoch_of = seconds_per_epoch(
    {size: way(whole_batches(size), channels_last=True, fused=True) for size in SIZES},
    batches=1,
)
same = [train(size, constant(0.01)) for size in SIZES]
scaled = [train(size, constant(0.01 * size / 16)) for size in SIZES]

# %% tags=["hide-input"] mystnb={"image": {"alt": "First panel: seconds of an epoch against the size of the batches, 16 to 256. Second: accuracy after one epoch against the size of the batches; with the same learning rate for all it falls with the size, with a rate in proportion it holds better."}}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.4))
axes[0].plot(SIZES, list(epoch_of.values()), "o-", color=BLUE)
axes[0].set(ylabel="seconds of an epoch", ylim=(0, None))
axes[1].plot(SIZES, same, "s--", color=RED, label="rate 0.01 for all")
axes[1].plot(SIZES, scaled, "o-", color=BLUE, label="rate in proportion")
axes[1].set(ylabel="accuracy after one epoch (%)")
axes[1].legend()
for ax in axes:
    ax.set(xscale="log", xlabel="examples in a batch")
    ax.set_xticks(SIZES, SIZES)
    ax.minorticks_off()
plt.show()

# %% [markdown]
# What to see in the second panel: with the same rate for all (dashed), larger batches learn *less* from the same digits. An
# epoch then has fewer steps, and none of them is longer. With a rate in proportion (solid), each step goes as far as the
# several that it replaces, and much of the loss is made good ([Goyal and others, 2017](https://arxiv.org/abs/1706.02677)).
# Not all of it, and not for ever: at some point the steps are too long for the surface, and you are back at the third
# walk of lesson 3.
#
# And in the first? On a processor the gain from larger batches often ends early, and may turn into a loss: a batch
# whose maps no longer fit into the cache is waiting for memory. A GPU is another matter. It computes thousands of things at
# once, and with small batches most of it stands idle.
#
# ## The rate
#
# So far we made epochs shorter. Now let us need fewer of them. In the tutorial the learning rate is the same from the first step
# to the last. Is that wise?
#
# - *At the beginning* the weights are random, the slopes steep and erratic. A long step can do harm.
# - *In the middle* the way is long and roughly straight. Long steps get you there.
# - *At the end* you are near a good place, and what keeps you from it is the jitter of long steps (lesson 3's cloud
#   of batches). Short steps settle.
#
# So let the rate rise, and fall again. Leslie Smith's **{term}`one-cycle policy`**
# ([2017](https://arxiv.org/abs/1708.07120)) does it once in the whole run. From $a$ to $b$ it goes along half a
# cosine, where $x$ is the share of the way:
#
# $$\mu(x) = b + (a - b)\,\frac{1 + \cos \pi x}{2} .$$
#
# First from a low rate to the highest, in the first third or so, and then down to almost nothing.


# %%
def half_cosine(a, b, x):
    return b + (a - b) * (1 + math.cos(math.pi * x)) / 2


def up_and_down(highest):
    """The rate rises from a 25th of `highest`, for 30 % of the steps, and falls to nearly 0."""

    def rate(step, steps):
        peak = 0.3 * steps - 1
        if step <= peak:
            return half_cosine(highest / 25, highest, step / peak)
        return half_cosine(highest, highest / 250_000, (step - peak) / (steps - 1 - peak))

    return rate


# %% [markdown]
# We let it run against three constant rates, for two epochs of our 6,000 digits, in batches of 64 with momentum 0.9.
#
# **What do you expect?** Where will each be half-way, and where at the end?

# %%
RATES = {
    "constant 0.001": (constant(0.001), GREEN, ":"),
    "constant 0.01": (constant(0.01), ORANGE, "-."),
    "constant 0.05": (constant(0.05), RED, "--"),
    "one cycle up to 0.05": (up_and_down(0.05), BLUE, "-"),
}
curves = {}
for name, (rate, _, _) in RATES.items():
    curves[name] = []
    print(f"{name:21}{train(64, rate, 2, 0.9, curves[name]):6.1f} % at the end")

# %% tags=["hide-input"] mystnb={"image": {"alt": "First panel: four learning rates over two epochs on a logarithmic axis, three of them level, one rising and then falling to almost nothing. Second: accuracy on digits set aside over the same epochs, for each of the four."}}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
steps = 2 * math.ceil(len(few) / 64)
share = [2 * step / steps for step in range(steps)]
for name, (rate, colour, style) in RATES.items():
    axes[0].plot(share, [rate(step, steps) for step in range(steps)], style, color=colour)
    axes[1].plot(*zip(*curves[name], strict=True), style, color=colour, label=name)
axes[0].set(yscale="log", ylabel="learning rate", xlabel="epochs", ylim=(1e-4, 0.3))
axes[1].set(ylabel="accuracy (%)", xlabel="epochs", ylim=(60, 100))
axes[1].legend(loc="lower right")
plt.show()

# %% [markdown]
# What to see: the solid line in the second panel may be behind at first, while its rate is low, and it need not lead while its
# rate is high. Watch it towards the end, where the rate comes down. The highest rate of a cycle may be one at which a
# constant run jitters (dashed); it has the end of the run to settle.
#
# The price: you must decide on the number of steps before you begin, for the rate is to be low at the end, not before.
#
# ### Fewer epochs at the same accuracy
#
# Now the question that counts. On our 6,000 digits: the tutorial's recipe for three epochs (rate 0.01, momentum 0.5), and one cycle up
# to 0.03, with momentum 0.9, for a single one.

# %%
tutorial = train(64, constant(0.01), epochs=3)
ours = train(64, up_and_down(0.03), momentum=0.9)
print(f"as in the tutorial, three epochs: {tutorial:.1f} %")
print(f"one cycle, a single epoch:        {ours:.1f} %")

# %% [markdown]
# On 2,000 digits, differences below a percent may be chance; lesson 4 worked out why. On all of MNIST your
# network reads about 98 of 100 test digits after the tutorial's three epochs; with a schedule that
# rises and falls like this one, up to 0.05, it read 98.7 % after one, and 99.2 % after two.
#
# ## From the tutorial's to ours
#
# Here are all changes together, each on top of the one before, timed in turn in a single run. The last one uses a third of the
# epochs.

# %% mystnb={"image": {"alt": "A waterfall of horizontal bars: on top the seconds that three epochs take as in the tutorial; below, what each change took away or added, prepared once, whole batches, channels last, a fused optimiser, batches of 128, one epoch in place of three; at the bottom what is left."}}
ways = {
    "as in the tutorial, 3 epochs": way(plain_loader),
    "prepared once": way(prepared_loader),
    "whole batches": way(loader),
    "channels last": way(loader, channels_last=True),
    "a fused optimiser": way(loader, channels_last=True, fused=True),
    "batches of 128": way(whole_batches(128), channels_last=True, fused=True),
}
seconds = [3 * epoch for epoch in seconds_per_epoch(ways).values()]

figure = plt.figure(figsize=(9, 4.4))
waterfall([*ways, "1 epoch in place of 3"], [*seconds, seconds[-1] / 3], figure)
plt.show()

# %% [markdown]
# What to see: the first bar is where we began, the last where we are. A green bar between them is what a change saved, a red
# one what it cost on this machine, just now. Run the cell again: bars that change their colour were too small to
# measure. The large ones stay.
#
# The order matters for the looks. After the loader was gone, nothing else *could* save as many seconds, for they were no
# longer there to be saved. Compare factors, not lengths.
#
# ### How far could it go?
#
# A network like ours is a known number of multiplications, and your machine can do so many a second, no more. Measured
# on real MNIST on two processor cores, in units of the time that this arithmetic alone would take at the rate of a large matrix product:
#
# | the loop | times the arithmetic |
# |---|---|
# | the loader as written | 14.7 |
# | batches cut from tensors prepared once | 8.2 |
# | channels last too | 3.8 |
# | a fused optimiser too | 4.1 |
#
# The last two lines lie within each other's noise. What is left above 1 is not all to be had: a convolution with 1 channel or with 32
# cannot keep a processor as busy as the product of two large matrices, and pooling, ReLU and dropout come on top.
#
# ## What pays, and what does not
#
# ### Half the bits
#
# A `float32` has 32 bits. {term}`bfloat16` has 16: the same range, with two to three decimal digits in place of seven. Some
# processors, and newer GPUs, have instructions that compute with it faster. `torch.autocast` uses it
# for what stands it, such as convolutions, and keeps the weights in `float32`.
#
# **What do you expect?** What does it bring on a processor that has no such instructions?


# %%
class InBfloat16(nn.Module):
    """A network whose convolutions and linear layers compute in bfloat16."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, images):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            log_probs = self.net(images)
        return log_probs.float()


has = "has" if computes_bfloat16() else "has no"
print(f"This processor {has} instructions for bfloat16, as far as torch can tell.")
half = InBfloat16(digit_net().to(memory_format=torch.channels_last))
seconds = seconds_per_epoch(
    {
        "float32": way(loader, channels_last=True, fused=True),
        "bfloat16": (loader, stepper(half, plain_sgd(half, fused=True))),
    },
    batches=2,
    rounds=3,
)
for name, epoch in seconds.items():
    print(f"{name:9}{epoch:6.1f} s per epoch")

# %% [markdown]
# Without instructions for it, the numbers have to be unpacked, computed with, and packed again. A server with an Intel Xeon,
# which has them, printed 12.4 s for `float32` here, and 10.6 s for `bfloat16`. So the change that pays on one machine makes
# another slower. Measure where the program will run.
#
# And put the `with` around one forward. Until it ends it keeps the weights that it has cast: around a whole training, each
# step would compute with those of the first, and nothing would be learnt.
#
# ### `torch.compile`
#
# It reads your network and writes a program of its own for it, in which many small operations become one. On a GPU
# that often pays well. On a processor it needs a C++ compiler, and it takes its time before the first batch. On a server with
# an Intel Xeon, the cell below waited 81 s for its first batch, and each batch after that took half as long again as
# *without*. Most of our time goes into convolutions, and between them there is little that could become one.
#
# Try it on your machine: set `COMPILE = True`.

# %%
COMPILE = False

if COMPILE:
    net = digit_net().to(memory_format=torch.channels_last)
    compiled = torch.compile(net)
    step = stepper(compiled, plain_sgd(net, fused=True))
    started = time.perf_counter()
    step(*next(iter(loader)))
    print(f"the first batch took {time.perf_counter() - started:.0f} s")
    compare(as_it_was=way(loader, channels_last=True, fused=True), compiled=(loader, step))
else:
    print("Not compiled: set COMPILE = True above, where there is a C++ compiler.")

# %% [markdown]
# ### On a GPU
#
# All of the above holds there too, and two things more.
#
# **Keep the data there.** A training set of this size fits into any GPU's memory. Move it once, and cut the batches
# there: then nothing travels during training.
#
# **{term}`CUDA graphs <CUDA graph>`.** On a GPU our operations are so short that Python can't hand them over as quickly as they are done. A
# *graph* records the whole step once, and then replays it with a single call. It replays on the very same memory, so each
# batch is copied into the place where the recorded one lay, and all batches must have the same size.

# %%
if torch.cuda.is_available():
    here = images.cuda(), labels.cuda()
    net = digit_net().cuda().to(memory_format=torch.channels_last)
    step = stepper(net, plain_sgd(net, fused=True))
    batch_images, batch_labels = here[0][:64].clone(), here[1][:64].clone()

    aside_stream = torch.cuda.Stream()  # a few steps to warm up, as PyTorch asks for
    aside_stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(aside_stream):
        for _ in range(3):
            step(batch_images, batch_labels)
    torch.cuda.current_stream().wait_stream(aside_stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step(batch_images, batch_labels)

    def replay(places, _):
        torch.index_select(here[0], 0, places, out=batch_images)
        torch.index_select(here[1], 0, places, out=batch_labels)
        graph.replay()

    def one_by_one(places, _):
        step(here[0][places], here[1][places])

    order = torch.randperm(len(images), device="cuda")
    batches = [(places, None) for places in order.split(64) if len(places) == 64]
    both = {"a call for each": (batches, one_by_one), "a graph": (batches, replay)}
    for name, epoch in seconds_per_epoch(both, "cuda", batches=50).items():
        print(f"{name:16}{epoch:6.2f} s per epoch")
else:
    print("No NVIDIA GPU here: read on.")

# %% [markdown]
# On a large GPU, an H100, this cell printed 2.03 s per epoch with a call for each operation, and 0.42 s with a graph. The
# arithmetic is the same in both.
#
# ## The race
#
# How fast can it be? Elsewhere, with all of these tricks and networks made for the purpose,
#
# - 99 % of MNIST's test set took 0.76 seconds of training on a small GPU
#   ([tuomaso/train_mnist_fast](https://github.com/tuomaso/train_mnist_fast)),
# - 94 % of CIFAR-10's colour photographs about 2 seconds on a large one
#   ([KellerJordan/cifar10-airbench](https://github.com/KellerJordan/cifar10-airbench)).
#
# Exercise 5.3 is your own race: 99 % of MNIST's test set, with any network, optimiser and schedule. Seconds on different
# machines cannot be compared, so your time is told in **epochs of the tutorial's loop on the same machine**: 0.5
# means that you were done when the tutorial would have been half-way through its first epoch.
#
# Some roads worth a try, one at a time:
#
# - **A smaller network.** Two of the four layers of ours do nearly all of the arithmetic. Which? Count the
#   multiplications: kernel size × channels in × channels out × pixels out.
# - **Batch normalisation** after each convolution. It makes the loss surface tamer, and with it higher rates can be used.
# - **The rate.** Sweep the highest one, as in lesson 3. It is the number that matters most, here too.
# - **Fewer digits.** Must every epoch see all of them? Must there be whole epochs?
#
# To choose among them, set digits of the training set aside, as above. Who tries twenty recipes on the test set picks the one
# that was lucky there.
#
# ## Break it
#
# Haste makes its own mistakes. Below, two epochs of one cycle on our 6,000 digits, the right way and with one
# mistake each:
#
# - the images are shuffled, the labels are not;
# - one order is drawn before training, in which the digits come sorted, and is used in every epoch;
# - the rate's next value is asked for once per epoch in place of once per batch;
# - the number of steps is that of ten epochs, and the run ends after two;
# - the highest rate is ten times too high;
# - the pixels are prepared as 0 to 255, not normalised.
#
# **What do you expect?** Which curves are flat, which wild, and which look fine while you watch?


# %%
def hasty(mistake=None):
    """Two epochs of one cycle in batches of 64: each batch's loss, and the accuracy."""
    net = small_net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, fused=True)
    generator, losses, per_epoch = torch.Generator().manual_seed(0), [], math.ceil(6000 / 64)
    rate = up_and_down(0.5 if mistake == "rate 10 × too high" else 0.05)
    steps = (10 if mistake == "the steps of ten epochs" else 2) * per_epoch
    seen = pixels[:6000].float() if mistake == "pixels 0 to 255" else few
    for epoch in range(2):
        order = torch.randperm(6000, generator=generator)
        answers = few_labels if mistake == "labels not shuffled" else few_labels[order]
        if mistake == "sorted once and for all":
            order = few_labels.argsort(stable=True)
            answers = few_labels[order]
        for batch, places in enumerate(order.split(64)):
            done = epoch if mistake == "rate moved once per epoch" else len(losses)
            optimizer.param_groups[0]["lr"] = rate(done, steps)
            optimizer.zero_grad()
            loss = F.nll_loss(net(seen[places]), answers[64 * batch : 64 * batch + 64])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses, accuracy(net)


MISTAKES = [
    "labels not shuffled",
    "sorted once and for all",
    "rate moved once per epoch",
    "the steps of ten epochs",
    "rate 10 × too high",
    "pixels 0 to 255",
]
right = hasty()
broken = {mistake: hasty(mistake) for mistake in MISTAKES}

# %% tags=["hide-input"] mystnb={"image": {"alt": "Six small plots of the loss by step over two epochs, each with the right run as a solid line and one mistake dashed: labels not shuffled, sorted digits, a rate moved once per epoch, a schedule made for ten epochs, a rate ten times too high, and pixels that are not normalised."}}


def smooth(losses, width=8):
    """The running mean of `width` batches, so that the curves can be told apart."""
    return torch.tensor(losses).unfold(0, width, 1).mean(1)


fig, axes = plt.subplots(2, 3, figsize=(10, 6), sharex=True, sharey=True)
for ax, (name, (losses, share)) in zip(axes.flat, broken.items(), strict=True):
    ax.plot(
        smooth(right[0]),
        color=BLUE,
        label=f"right way ({right[1]:.1f} % of digits set aside)",
    )
    ax.plot(
        smooth(losses),
        "--",
        color=RED,
        linewidth=1.6,
        label="with the mistake (share above each panel)",
    )
    ax.axhline(math.log(10), color="0.5", linewidth=1, linestyle=":")
    ax.set(ylim=(0, 3.5))
    ax.set_title(f"{name}: {share:.1f} %", fontsize=11)
for ax in axes[:, 0]:
    ax.set_ylabel("loss of the batch")
for ax in axes[-1]:
    ax.set_xlabel("step (94 to an epoch)")
fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
plt.show()

# %% [markdown]
# What to see: the solid line is the same right run in every panel, the dotted grey one ln 10, where a network stands that
# has learnt nothing.
#
# - **Labels not shuffled.** Flat near ln 10: each picture comes with some other picture's label. The classic of home-made
#   loaders. One order, used for both, and it cannot happen.
# - **Sorted once and for all.** The saw of lesson 3. A loader that forgets to shuffle is faster, too. An order that was
#   drawn at random once, and is then kept, shows far less in a curve, and is a mistake all the same.
# - **Rate moved once per epoch.** Smooth, and slow: the rate never leaves the foot of the hill. PyTorch's {term}`schedulers <scheduler>`
#   are of both kinds, per batch and per epoch; one cycle counts batches.
# - **The steps of ten epochs.** Looks fine while you watch. But the run stops while the rate is still on its way up, and
#   what the descent would have brought never comes. (With too few steps PyTorch's scheduler raises an error.)
# - **Rate ten times too high.** Wild, or flat after a jump.
# - **Pixels 0 to 255.** Inputs a few hundred times larger make slopes to match: for this rate, far too steep. What was
#   prepared once must be what the transform would have given. Compare a picture or two, as we did.
#
# And the mistakes of measuring: a first batch timed with the others, two ways timed one after the other on a busy machine, a
# GPU that nobody waited for. None of these shows in any curve of the loss.
#
# ## What to take with you
#
# - Measure first. Warm up, repeat, take turns, take the median.
# - Work that gives the same result each time is done once. Work on many things is done in one call.
# - Layout, fused operations, fewer bits, a compiler: try them one at a time, where the program will run; keep what pays.
# - Larger batches take fewer steps, so they want longer ones: a rate in proportion, within reason.
# - A rate that rises and falls needs fewer epochs. Decide on the number of steps beforehand.
# - Fast and wrong is wrong. After each change: the same batches, the same accuracy?
#
# ## Now you
#
# Open **`exercises/stage5_speed.py`** (or the notebook of the same name). You write a loader that prepares once, a rate
# that rises and falls, and then you race. These are bonus points: the 100 do not depend on them. Replace each `TODO`,
# then ask the grader:
#
# ```console
# $ pytest grader -m stage5
# ```
#
# <!-- exercises of stage 5 -->
#
# In the terminal, `python -m grader hint 5.1` shows the first of these hints, and `--more` the second.
#
# `python exercises/stage5_speed.py` draws the bars and the waterfall of this lesson with *your* loader and *your* network, on your
# machine, and then runs your race.
