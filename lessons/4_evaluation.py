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
# # 4 · Evaluation: how good is it really?
#
# The loss has come down. Is the model any good? That is a different question, and it is easy to fool yourself about it:
# most mistakes in this stage raise no error and make the model look *better*.
#
# In this lesson you will
#
# - see a network score 100 % without having learnt anything;
# - measure loss and {term}`accuracy` over a whole set, and find out how an innocent average goes wrong;
# - read training and test curves, and make a network over-fit on purpose;
# - look at what the network gets wrong, and at how sure it was;
# - look inside, at what its kernels have become;
# - take it out of the laboratory, and watch it fail;
# - save a network, and load it again;
# - make six mistakes of measurement, and learn to know them by their curves;
# - write digits yourself, and see which of them your network reads.
#
# Reading takes about fifty minutes. Where the text asks **What do you expect?**, say your answer out loud before you run
# the cell.

# %%
import math
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
import torchvision.transforms.v2.functional as TF
from matplotlib.ticker import LogLocator, NullFormatter
from safetensors.torch import load_file, save_file
from torch import nn
from torchvision.datasets import MNIST

from digits import data_name, data_root
from digits.recorded import recorded
from digits.style import BLACK, BLUE, GREEN, ORANGE, RED, use_style

use_style()
torch.set_num_threads(1)  # networks as small as these are quickest on one core
root = data_root()


def load_digits(train, count):
    """`count` digits picked at random: pixels (count, 1, 28, 28) in [0, 1], labels (count,)."""
    split = MNIST(root, train=train, download=False)
    picked = torch.randperm(len(split), generator=torch.Generator().manual_seed(0))[:count]
    return split.data[picked].unsqueeze(1).float() / 255, split.targets[picked]


def normalise(pixels):
    return (pixels - 0.1307) / 0.3081


pixels, labels = load_digits(train=True, count=4000)
test_pixels, test_labels = load_digits(train=False, count=2000)
images, test_images = normalise(pixels), normalise(test_pixels)
print(f"{len(images)} digits to train on, {len(test_images)} to test with")

# %% [markdown]
# ## Learning by heart is not learning
#
# Let us be unfair. Take 300 digits and give each a label **drawn by lot**. There is nothing in the pictures that
# could tell the label. Then train.
#
# **What do you expect?** What accuracy will the network reach on these 300, and on other digits?


# %%
def wide_net(dropout=0.0):
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 128),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(128, 10),
        nn.LogSoftmax(dim=1),
    )


def score(net, images, labels):
    """Mean loss and accuracy of a set small enough for the network to take in one piece."""
    net.eval()
    with torch.no_grad():
        log_probs = net(images)
    hits = (log_probs.argmax(1) == labels).float()
    return F.nll_loss(log_probs, labels).item(), hits.mean().item()


net = wide_net()
optimizer = torch.optim.Adam(net.parameters())
lottery = torch.randint(10, (300,), generator=torch.Generator().manual_seed(0))
for step in range(301):
    if step % 100 == 0:
        loss, right = score(net, images[:300], lottery)
        print(f"after {step:3d} steps: loss {loss:.3f}, {right:4.0%} of the 300 labels known")
    optimizer.zero_grad()
    F.nll_loss(net(images[:300]), lottery).backward()
    optimizer.step()

print(f"on other digits: {score(net, test_images, test_labels)[1]:.0%} right")

# %% [markdown]
# It has learnt the whole lottery by heart, every single number, and it can read no digit. By its training loss alone
# you would have called it perfect.
#
# So a model's marks on the examples that it was trained on tell you how well it *remembers*. To find out what it has
# *understood*, use examples it has never seen: the **test set**. It must not take part in training in any way.
#
# ## Two numbers for a set
#
# **Accuracy** is the share of examples whose likeliest class is the right one. It is what people want to know.
#
# **Loss** is what training minimises. It also asks *how sure* the model was. Here are two models and four digits.
# Both get three of the four right.
#
# **What do you expect?** Which of the two has the lower loss?

# %%
for name, probability in {
    "careful": [0.6, 0.6, 0.6, 0.4],  # what each model gave to the right class
    "boastful": [0.99, 0.99, 0.99, 0.001],
}.items():
    losses = [-math.log(p) for p in probability]
    rounded = [round(loss, 2) for loss in losses]
    print(f"{name:8}: 75 % right, losses {rounded}, mean {sum(losses) / 4:.2f}")

# %% [markdown]
# One confident mistake costs the boastful one more than all its certainty had gained. Accuracy moves in jumps of one
# example; loss notices everything. Watch both.
#
# ### The mean over a whole set
#
# A test set often is too large to go through the network at once, so it goes in batches, and the last one may be
# short. The loss function returns the mean *of its batch*. What is the mean of the whole set?
#
# Say nine examples come in batches of four, four and one:

# %%
batch_means = torch.tensor([0.2, 0.4, 2.4])
batch_sizes = torch.tensor([4, 4, 1])

examples = batch_sizes.sum()
print(f"mean of the batch means:          {batch_means.mean():.3f}")
print(f"sum of them, per example:         {batch_means.sum() / examples:.3f}")
print(f"each weighted by its batch size:  {(batch_means * batch_sizes).sum() / examples:.3f}")

# %% [markdown]
# Three candidates, three numbers, and only the last one is right. The nine losses add up to
# $4 \times 0.2 + 4 \times 0.4 + 1 \times 2.4 = 4.8$, and $4.8 / 9 = 0.533$:
#
# $$L = \frac{\sum_k B_k L_k}{\sum_k B_k} .$$
#
# - The **mean of batch means** lets the single example in the last batch count as much as four others. (The same
#   happens to accuracy.)
# - The **sum divided by the number of examples** divides twice by the size of the batch: once in each mean, once at
#   the end. It is smaller by a factor of about the batch size. With batches of 1000, a true loss of 0.1 reads 0.0001.
#
# MNIST's 10,000 test images make ten equal batches of 1000. There the first way happens to be right, so the mistake
# sleeps until someone changes the batch size to 64.
#
# ### A measurement must not change what it measures
#
# Two switches, which people like to take for one and the same:
#
# | the switch | what it does | without it |
# |---|---|---|
# | `net.eval()` | layers behave as in use: no dropout, batch normalisation uses its running averages | a worse and random score; running averages that change from being looked at |
# | `torch.no_grad()` | PyTorch does not record the computation | the same numbers, but slower, and memory for a record that no one reads |
#
# You want both. Neither does the other's job:

# %%
torch.manual_seed(0)
norm = nn.BatchNorm1d(1)
with torch.no_grad():
    norm.train()
    norm(torch.full((8, 1), 5.0))  # only looking …
    print("running mean after looking in training mode:  ", norm.running_mean)
    norm.eval()
    norm(torch.full((8, 1), 5.0))
    print("and after looking again in evaluation mode:   ", norm.running_mean)

looked_at = norm(torch.zeros(8, 1))
print("evaluation mode alone: the result remembers", type(looked_at.grad_fn).__name__)

# %% [markdown]
# ## Before training: about 10 %
#
# Here is a small convolutional network (smaller than the one you build in the exercises).
#
# **What do you expect?** How many digits will it get right before training, and what will it say to most of them?


# %%
def small_cnn(dropout=0.3, seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(1, 8, 5),  # (B, 8, 24, 24)
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Conv2d(8, 16, 5),  # (B, 16, 8, 8)
        nn.MaxPool2d(2),
        nn.ReLU(),
        nn.Flatten(),  # (B, 256)
        nn.Dropout(dropout),
        nn.Linear(256, 10),
        nn.LogSoftmax(dim=1),
    )


for seed in range(4):
    net = small_cnn(seed=seed)
    loss, right = score(net, test_images[:1000], test_labels[:1000])
    with torch.no_grad():
        said = net(test_images[:1000]).argmax(1).bincount(minlength=10)
    print(
        f"seed {seed}: loss {loss:.2f}, accuracy {right:5.1%}, said 0…9 {said.tolist()} times"
    )

# %% [markdown]
# The loss is $\ln 10 \approx 2.30$, as it should be. The accuracy is *around* 10 %, give or take quite a bit. It does
# not guess evenly: an untrained network has a few favourite digits, whatever the picture, and it is right whenever
# one of those comes along.
#
# Always take this measurement first. It tests your evaluation code at a place where you know the answer.
#
# ## The curve
#
# Now train, and measure on the test digits before training and after each epoch.


# %%
def train_and_watch(net, images, labels, epochs, learning_rate=0.02):
    """Each batch's loss; (test loss, test accuracy) before training and after each epoch."""
    optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate, momentum=0.9)
    generator = torch.Generator().manual_seed(0)
    batch_losses, tests = [], [score(net, test_images, test_labels)]
    for _ in range(epochs):
        net.train()
        for batch in torch.randperm(len(images), generator=generator).split(50):
            optimizer.zero_grad()
            loss = F.nll_loss(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())
        tests.append(score(net, test_images, test_labels))
    return batch_losses, tests


cnn = small_cnn()
batch_losses, tests = train_and_watch(cnn, images, labels, epochs=5)

# %% tags=["hide-input"] mystnb={"image": {"alt": "First panel: the loss of single training batches, jagged and falling, with the test loss after each epoch as dots running through the lower part of it. Second: test error in percent, falling steeply in the first epoch and slowly after."}}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
steps_per_epoch = len(batch_losses) / 5
axes[0].plot(
    [step / steps_per_epoch for step in range(len(batch_losses))],
    batch_losses,
    color=BLUE,
    linewidth=0.8,
    label="train: one batch each, dropout on",
)
axes[0].plot(
    [loss for loss, _ in tests], "o--", color=RED, label="test: whole set, dropout off"
)
axes[0].set(xlabel="epochs", ylabel="loss", ylim=(0, None))
axes[0].legend()
errors = [100 * (1 - right) for _, right in tests]
axes[1].plot(errors, "o--", color=RED)
axes[1].set(xlabel="epochs", ylabel="test error (%)", ylim=(0, 100), xlim=(-0.4, 5.9))
for epoch in (0, 1, 5):
    axes[1].annotate(
        f"{errors[epoch]:.1f} %",
        (epoch, errors[epoch]),
        xytext=(8, 8),
        textcoords="offset points",
        color="0.2",
    )
plt.show()

# %%
print("epoch   mean loss of its batches   test loss after it   test error")
print(f"    0 {'':28} {tests[0][0]:15.3f} {errors[0]:13.1f} %")
per_epoch = torch.tensor(batch_losses).view(5, -1).mean(1).tolist()
for epoch in range(1, 6):
    loss = per_epoch[epoch - 1]
    print(f"{epoch:5} {loss:28.3f} {tests[epoch][0]:15.3f} {errors[epoch]:13.1f} %")

# %% [markdown]
# What to see: the loss before training at about 2.3 and the error at about 90 %; then most of the gain in the first
# epoch. What the later epochs bring is small, and not even: chance has a part in it.
#
# The training curve is jagged, for each point is a different batch of 50. And in the first epoch the mean of its
# batches lies well *above* the test loss after it. Has the network understood more than it has been taught? No: the two
# were measured in different ways. The training losses were taken with dropout on, and each of them *before* the weights
# had learnt from that batch. In later epochs, when the weights change little, the two come close.
#
# ### The whole run
#
# That was a small network on 4,000 digits. The run that you build in stage 4 is the network of lesson 2 on all 60,000
# of MNIST, for three epochs. It takes minutes, so it was done beforehand, three times with three seeds, and written
# down. Here is the first of the three, as your own `plot_history` will draw yours, and how all three ended:

# %% tags=["hide-input"] mystnb={"image": {"alt": "The recorded run over 180,000 training examples: the loss of single training batches falls steeply at first and then jitters low; the test loss after each epoch falls below 0.1; the test accuracy rises from about a tenth to 0.98."}}
run = recorded()["runs"][0]
fig, ax = plt.subplots(figsize=(7, 3.8))
ax.plot(
    run["train_seen"],
    run["train_loss"],
    color=BLUE,
    linewidth=1,
    label="train loss, one batch each",
)
ax.plot(run["test_seen"], run["test_loss"], "o--", color=RED, label="test loss")
ax.plot(run["test_seen"], run["test_accuracy"], "s:", color=GREEN, label="test accuracy")
ax.set(xlabel="training examples seen", ylim=(0, 2.5), title="The course's network on MNIST")
ax.legend(loc="center right")
plt.show()

# %%
for run in recorded()["runs"]:
    shares = "  ".join(f"{share:.2%}" for share in run["test_accuracy"])
    print(f"seed {run['seed']}, accuracy before training and after each epoch: {shares}")

# %% [markdown]
# A guess at the start, most of the gain in the first epoch again, and at the end **98 of 100** digits read, whatever
# the seed. That is the number to expect of your own run on MNIST.
#
# ### How exact is such a number?
#
# Test accuracy is counted on $n$ examples, and other $n$ examples would have given a slightly different count. The
# usual size of that chance difference is
#
# $$\sqrt{p\,(1-p)/n} .$$

# %%
n, accuracy = len(test_labels), tests[-1][1]
whole = recorded()["runs"][0]["test_accuracy"][-1]
for p, size in ((accuracy, n), (whole, 10_000)):
    print(f"{p:.2%} of {size:6,} digits, give or take {math.sqrt(p * (1 - p) / size):.2%}")

# %% [markdown]
# So on MNIST's 10,000 test images, two accuracies that differ by a tenth of a percent are the same result. The three
# runs above differ by more, and only their seeds are different. Quote no more digits than you can stand behind:
# "98 %" is what we know.
#
# ## Over-fitting
#
# Now give a network too little to learn from: 300 digits, and 101,770 weights to remember them with. And, as
# happens with data of your own, whoever wrote the labels was in a hurry: one in five was drawn by lot. The test
# labels are in order.
#
# **What do you expect?** What will the test loss do as training goes on and on? And the test accuracy?


# %%
generator = torch.Generator().manual_seed(1)
by_lot = torch.rand(len(labels), generator=generator) < 0.2
hasty_labels = torch.where(
    by_lot, torch.randint(10, labels.shape, generator=generator), labels
)


def overfit(count, dropout=0.0, shift=0, steps=600):
    """Train on `count` digits; every 20 steps: step, train loss, test loss, test accuracy."""
    net, generator, history = wide_net(dropout), torch.Generator().manual_seed(0), []
    optimizer = torch.optim.Adam(net.parameters())
    for step in range(steps + 1):
        if step % 20 == 0:
            # The first 300 digits are in every run.
            train_loss, _ = score(net, images[:300], hasty_labels[:300])
            history.append(
                (step, train_loss, *score(net, test_images[:1000], test_labels[:1000]))
            )
        net.train()
        batch = torch.randint(count, (50,), generator=generator)
        seen = images[batch]
        if shift:  # by up to so many pixels; the digits have a border to move into
            move = torch.randint(-shift, shift + 1, (2,), generator=generator)
            seen = seen.roll(move.tolist(), dims=(2, 3))
        optimizer.zero_grad()
        F.nll_loss(net(seen), hasty_labels[batch]).backward()
        optimizer.step()
    return list(zip(*history, strict=True))


steps, train_loss, test_loss, test_accuracy = overfit(300)
best = min(range(len(steps)), key=lambda i: test_loss[i])

# %% tags=["hide-input"] mystnb={"image": {"alt": "First panel: on 300 digits the training loss falls to zero while the test loss falls, reaches its lowest point early and then climbs. Second: the test accuracy rises quickly, then sinks a little."}}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
axes[0].plot(steps, train_loss, color=BLUE, label="train loss (the 300)")
axes[0].plot(steps, test_loss, "--", color=RED, label="test loss")
axes[0].plot(steps[best], test_loss[best], "o", color=BLACK)
axes[0].annotate(
    "lowest", (steps[best], test_loss[best]), xytext=(4, -16), textcoords="offset points"
)
axes[0].set(xlabel="training step", ylabel="loss", ylim=(0, 1.2))
axes[0].legend()
axes[1].plot(steps, [100 * right for right in test_accuracy], "--", color=RED)
axes[1].set(xlabel="training step", ylabel="test accuracy (%)", ylim=(0, 100))
plt.show()

# %%
print(f"labels that are wrong: {(hasty_labels[:300] != labels[:300]).sum()} of the 300")
for name, place in [("lowest", best), ("at the end", -1)]:
    print(
        f"{name:10} step {steps[place]:3}: train loss {train_loss[place]:.3f}, "
        f"test loss {test_loss[place]:.3f}, test accuracy {test_accuracy[place]:.1%}"
    )

# %% [markdown]
# What to see: both losses fall together, for a while. Then the training loss goes on towards 0 while the test loss
# turns and *climbs*. First the network learnt what most of the 300 have in common, which holds for other digits too.
# From there on it learns what is special about each one, down to the wrong labels, and that holds for no other digit.
# This is {term}`over-fitting`.
#
# And the accuracy? It sinks a little and then stays about level, while the loss still climbs: hardly any more digits go
# wrong, but the network grows *surer* of those that do. Loss and accuracy tell different stories here, and you need
# both.
#
# (Drawn by lot is not the same as wrong: one lot in ten is the right digit, by chance. So of one in five labels, about
# 18 % of all are wrong.)
#
# What helps? Above all more data. If there are none to be had: make more out of the ones you have (augmentation),
# make remembering harder (dropout), or stop at the lowest point.

# %% tags=["hide-input"] mystnb={"image": {"alt": "Test loss by training step for four runs. Three hundred digits plain climb again after a minimum; with dropout and with random shifts they end lower; with 4,000 digits the test loss is the lowest."}}
REMEDIES = {
    "300 digits": (steps, test_loss, RED, "--"),
    "300 digits, dropout 0.5": (*overfit(300, dropout=0.5)[0:3:2], ORANGE, "-."),
    "300 digits, shifted by up to 2 pixels": (*overfit(300, shift=2)[0:3:2], GREEN, ":"),
    "4,000 digits": (*overfit(4000)[0:3:2], BLUE, "-"),
}
fig, ax = plt.subplots(figsize=(7, 3.8))
for name, (x, y, colour, style) in REMEDIES.items():
    ax.plot(x, y, style, color=colour, label=f"{name}: {y[-1]:.2f}")
ax.set(xlabel="training step", ylabel="test loss", ylim=(0, 2.4))
ax.legend(title="loss at the end")
plt.show()

# %%
for name, (_, y, *_) in REMEDIES.items():
    print(f"{name:38} test loss at the end {y[-1]:.2f}")

# %% [markdown]
# What to see: the lower the better, and nothing beats more digits (solid), though one in five of *their* labels was
# drawn by lot as well: 4,000 are hard to learn by heart. Of the three runs that have only 300, the ones with a remedy
# end below the plain one (dashed).
#
# Put the two curves side by side and you know what to do next:
#
# | Training loss | Test loss | What it means | What to try |
# |---|---|---|---|
# | high | high | under-fitting: not enough learnt yet | train longer, larger model, other learning rate |
# | low | low | good | stop here |
# | low | high, or climbing | over-fitting | more data, augmentation, dropout, stop earlier |
# | high | low | you measured in two different ways | dropout, augmentation, batch against whole set: see above |
#
# ### Do not choose with the test set
#
# Above we marked the lowest test loss. Stopping there, and then quoting that very number, would be cheating. Whoever
# chooses the luckiest of many results on a set also gets the luck.
#
# How much luck is there to get? Let 1,000 "models" just *guess*, pick the one that does best on 200 digits, and try
# it on 200 others:

# %%
generator = torch.Generator().manual_seed(0)
guesses = torch.randint(10, (1000, 400), generator=generator)
hits = (guesses == test_labels[:400]).float()
champion = hits[:, :200].mean(1).argmax()
print(f"the best of 1,000, on the digits that chose it: {hits[champion, :200].mean():.1%}")
print(f"the same guesser, on 200 new digits:            {hits[champion, 200:].mean():.1%}")

# %% [markdown]
# So keep a third set. **Training set**: to fit the weights. **Validation set**, cut from the training data: to choose
# learning rates, sizes, the moment to stop. **Test set**: once, at the end. (In this course nothing is chosen by the
# test set, so we do with two.)
#
# ## What does it get wrong?
#
# A single accuracy hides a lot. The {term}`confusion matrix` counts, for each true digit (row), what the network took
# it for (column).

# %%
cnn.eval()
with torch.no_grad():
    confidence, answers = cnn(test_images).exp().max(dim=1)
wrong = answers != test_labels
matrix = (10 * test_labels + answers).bincount(minlength=100).reshape(10, 10)

# %% tags=["hide-input"] mystnb={"image": {"alt": "Confusion matrix of ten true digits by ten predicted digits, a count in each cell. The large counts lie on the diagonal; the mistakes beside it are shaded by their number."}}
mistakes_only = matrix.clone().fill_diagonal_(0)
top = max(mistakes_only.max().item(), 1)
fig, ax = plt.subplots(figsize=(5.6, 5.4))
ax.imshow(mistakes_only.numpy(), cmap="Blues", vmax=top)
for row in range(10):
    for column in range(10):
        count = matrix[row, column].item()
        shade = (
            "white"
            if row != column and count > 0.6 * top
            else ("0.75" if count == 0 else "0.1")
        )
        weight = "bold" if row == column else "normal"
        ax.text(
            column,
            row,
            count,
            ha="center",
            va="center",
            color=shade,
            weight=weight,
            fontsize=9,
        )
ax.set(xlabel="the network says", ylabel="it is", xticks=range(10), yticks=range(10))
ax.set_title(f"{int(wrong.sum())} mistakes in {len(test_labels)} digits")
ax.grid(False)
plt.show()

# %%
for place in mistakes_only.flatten().argsort(descending=True)[:3].tolist():
    it_is, said = divmod(place, 10)
    print(
        f"{it_is} read as {said}: {matrix[it_is, said]} times, "
        f"and {said} read as {it_is}: {matrix[said, it_is]} times"
    )
recall = matrix.diagonal() / matrix.sum(1)
print(f"best at {recall.argmax()}: {recall.max():.1%} of them are found")
print(f"worst at {recall.argmin()}: {recall.min():.1%}")

# %% [markdown]
# What to see: the bold diagonal holds what is right; the shading marks mistakes, darker where they are many. They are
# not spread evenly. Where there are enough of them, they gather in a few pairs of digits that *look* alike. And the
# matrix need not be symmetric: compare the two numbers in each of the first three lines.
#
# ### Look at the mistakes
#
# Numbers are no replacement for looking. Of all mistakes, the most instructive are those that the network was
# **surest** of.

# %% tags=["hide-input"] mystnb={"image": {"alt": "A grid of up to twelve test digits that the network got wrong with the highest confidence, each captioned with its label, the network's answer and its confidence."}}
surest = torch.where(wrong, confidence, torch.zeros(())).argsort(descending=True)[
    : min(12, int(wrong.sum()))
]
fig, axes = plt.subplots(2, 6, figsize=(10, 4))
for ax in axes.flat:
    ax.axis("off")
for ax, i in zip(axes.flat, surest.tolist(), strict=False):
    ax.imshow(test_pixels[i, 0].numpy())
    ax.set_title(
        f"label {test_labels[i]}\nread as {answers[i]} ({confidence[i]:.0%})", fontsize=10
    )
plt.show()

# %% [markdown]
# What to see: decide for yourself, before you read the captions. Some you would have got wrong too: hasty, cut off,
# ambiguous. Now and then the *label* is the one you would doubt. And some are plain to us, and the network simply
# fails: those are worth your time.
#
# ### Is 99 % sure right 99 % of the time?
#
# The network gives a probability with each answer. We can check whether it keeps its word:

# %%
edges = [0.0, 0.6, 0.9, 0.99, 1.01]
for low, high in zip(edges, edges[1:], strict=False):
    chosen = (confidence >= low) & (confidence < high)
    if chosen.any():
        sure, true = confidence[chosen].mean(), 1 - wrong[chosen].float().mean()
        print(
            f"{int(chosen.sum()):5d} digits it was {low:.0%} to {min(high, 1):.0%} sure of: ",
            end="",
        )
        print(f"says {sure:6.1%}, is right {true:6.1%}")

# %% [markdown]
# On test digits like those it has learnt from, the two columns are usually not far apart (in the groups with few
# digits, chance plays a part). Keep that in mind for what comes next.
#
# ### And those of the whole run
#
# The recorded run kept its own list: of all MNIST's test digits that it misread, the twelve of which it was surest.

# %% tags=["hide-input"] mystnb={"image": {"alt": "Twelve of MNIST's test digits that the network of the recorded run misread with the highest confidence, each captioned with its label, the answer and the confidence. With drawn digits in place of MNIST, their numbers in the test set alone."}}
kept = recorded()["runs"][0]["mistakes"]
fig, axes = plt.subplots(2, 6, figsize=(10, 4))
for ax, i, answer, sure in zip(axes.flat, *kept.values(), strict=True):
    ax.axis("off")
    if data_name(root) == "mnist":
        everything = MNIST(root, train=False)
        ax.imshow(everything.data[i].numpy())
        ax.set_title(
            f"label {everything.targets[i]}\nread as {answer} ({sure:.0%})", fontsize=10
        )
    else:  # the pictures belong to MNIST, which is not here
        ax.text(0.5, 0.5, f"test digit {i}\nread as {answer}\n({sure:.0%})", ha="center")
plt.show()

# %% [markdown]
# What to see: with fifteen times as many digits to learn from, what is left is harder. Which would you have got right?
#
# ## What has it learnt?
#
# Look inside. The first layer of our small network has eight kernels of 5 × 5 weights. Here they are before training
# and after, and below each the map that it makes of one digit, after pooling and ReLU:

# %% tags=["hide-input"] mystnb={"image": {"alt": "Three rows of eight pictures. First: kernels of 5 by 5 random weights. Second: the same kernels after training, with stronger weights, some with a bright and a dark side. Third: the maps that they make of a handwritten digit; each lights up on other parts of its strokes."}}
kernels = {"before": small_cnn()[0].weight, "after": cnn[0].weight}
digit = test_images[test_labels == 4][:1]
with torch.no_grad():
    maps = cnn[:3](digit)[0]  # (8, 12, 12)
    inner = cnn[:6](digit)[0]  # (16, 4, 4)
limit = max(kernel.abs().max().item() for kernel in kernels.values())

fig, axes = plt.subplots(3, 8, figsize=(9, 3.7))
for ax in axes.flat:
    ax.set(xticks=[], yticks=[])
    ax.grid(False)
for row, (name, weights) in zip(axes, kernels.items(), strict=False):
    row[0].set_ylabel(name, rotation=0, ha="right", va="center")
    for ax, kernel in zip(row, weights.detach(), strict=True):
        ax.imshow(kernel[0].numpy(), cmap="PuOr_r", vmin=-limit, vmax=limit)
axes[2, 0].set_ylabel("its map", rotation=0, ha="right", va="center")
for ax, picture in zip(axes[2], maps, strict=True):
    ax.imshow(picture.numpy(), vmin=0, vmax=maps.max().item())
plt.show()

# %%
untrained = dict(small_cnn().named_parameters())
for name, parameter in cnn.named_parameters():
    if parameter.ndim > 1:
        change = (parameter - untrained[name]).norm() / untrained[name].norm()
        print(
            f"{name:9} {str(tuple(parameter.shape)):16} changed by {change:.0%} of its size"
        )
print(
    f"maps of the second layer: {tuple(inner.shape)}, {(inner == 0).float().mean():.0%} zeros"
)

# %% [markdown]
# What to see: nobody told the kernels what to look for. Orange weights count for, purple ones against. Training has
# changed them by more than what they began with. Some now have a bright side and a dark one, which makes them answer to
# an edge in one direction, as our hand-made kernels of lesson 2 did. Others are hard to put into words.
#
# The maps below are where each kernel found what it looks for, and together they are all that the next layer sees. Its
# own sixteen maps have 4 × 4 values each. They are no pictures for our eyes any more. Do not read too much into any of
# this: the network was trained to read digits, not to be read.
#
# ## Is the test set like the real world?
#
# All test digits were collected, centred and scaled in the same way as the training digits. A post office, a phone's
# camera, a child with a crayon will not do us that favour.
#
# Let us be mildly nasty: move the test digits, turn them, sprinkle noise on them, fade them into their negative. You
# can still read nearly all of them.
#
# **What do you expect?** Which of the four will the network mind least?

# %%
probe_pixels, probe_labels = test_pixels[:500], test_labels[:500]
shown = probe_pixels[probe_labels == 5][:1]
noise = torch.randn(probe_pixels.shape, generator=torch.Generator().manual_seed(0))
BILINEAR = TF.InterpolationMode.BILINEAR

NASTY = {
    "shifted (pixels)": ([0, 1, 2, 3, 4, 6], lambda x, k: TF.affine(x, 0, [k, 0], 1, [0, 0])),
    "turned (degrees)": ([0, 10, 20, 30, 45, 60], lambda x, k: TF.rotate(x, k, BILINEAR)),
    "noise (standard deviation)": (
        [0, 0.1, 0.2, 0.3, 0.45, 0.6],
        lambda x, k: (x + k * noise[: len(x)]).clamp(0, 1),
    ),
    "towards the negative (%)": (
        [0, 20, 40, 60, 80, 100],
        lambda x, k: x * (1 - k / 100) + (1 - x) * k / 100,
    ),
}


def sure_and_right(pixels):
    """Accuracy and mean confidence, in percent."""
    with torch.no_grad():
        confidence, answers = cnn(normalise(pixels)).exp().max(dim=1)
    hits = (answers == probe_labels).float()
    return 100 * hits.mean().item(), 100 * confidence.mean().item()


# %% tags=["hide-input"] mystnb={"image": {"alt": "Four panels: shifted, turned, noisy and inverted digits. Above each, one digit at three strengths; below, accuracy as a solid line falling with the strength, and the mean confidence as a dashed line falling far less."}}
fig = plt.figure(figsize=(11, 4.8))
grid = fig.add_gridspec(2, 12, height_ratios=(1, 2.3))
for column, (name, (strengths, change)) in enumerate(NASTY.items()):
    for place, strength in enumerate((strengths[0], strengths[3], strengths[5])):
        ax = fig.add_subplot(grid[0, 3 * column + place])
        ax.imshow(change(shown, strength)[0, 0].numpy(), vmin=0, vmax=1)
        ax.set_title(f"{strength}", fontsize=9)
        ax.axis("off")
    right, sure = zip(
        *(sure_and_right(change(probe_pixels, strength)) for strength in strengths),
        strict=True,
    )
    ax = fig.add_subplot(grid[1, 3 * column : 3 * column + 3])
    ax.plot(strengths, right, "o-", color=BLUE, label="is right (accuracy)")
    ax.plot(strengths, sure, "s--", color=RED, label="says it is sure (confidence)")
    ax.set(xlabel=name, ylim=(0, 103))
    print(
        f"{name:27} "
        + "   ".join(
            f"at {strengths[place]:3}: right {right[place]:3.0f} %, sure {sure[place]:3.0f} %"
            for place in (0, 3, 5)
        )
    )
    if column == 0:
        ax.set_ylabel("%")
        ax.legend(fontsize=9, loc="lower left")
    else:
        ax.tick_params(labelleft=False)
plt.show()

# %% [markdown]
# What to see: a few pixels to the side, which you would hardly notice, cost a large part of the accuracy (solid). So
# does a turn, or the negative. Noise, which looks worst to us, it minds least.
#
# The dashed line is the other half of the news. If the network knew its limits, its confidence would fall along with
# its accuracy, whatever we do to the digits. Look for places where the dashed line lies well above the solid one:
# there it is **wrong and sure**. Elsewhere, it may be unsure of what it gets right. Out here, the percentages have
# lost their meaning.
#
# At a strength of 0 the two lines agree. So the good test score was no lie. It was an answer to a narrower question:
# how good is the network *on digits prepared like these*? Write that with the number.
#
# The same goes for pictures that are no digits at all. Ten outputs, and one of them has to be the likeliest:

# %%
ring = torch.zeros(28, 28)
ring[4:24, 4:24] = 1
ring[8:20, 8:20] = 0
STRANGERS = {
    "blank": torch.zeros(28, 28),
    "all white": torch.ones(28, 28),
    "square": ring,
    "noise": noise[0, 0].clamp(0, 1),
}
with torch.no_grad():
    for name, picture in STRANGERS.items():
        sure, answer = cnn(normalise(picture.reshape(1, 1, 28, 28))).exp().max(dim=1)
        print(f"{name:9}: a {answer.item()}, {sure.item():.0%} sure")

# %% [markdown]
# It may shrug or be certain; what it cannot say is "none of these".
#
# What helps is what helped against over-fitting: training data that look like the world. Lesson 1 showed shifts,
# turns and erasures as augmentation. Now you know what they are for.
#
# ## Save it, and load it again
#
# A trained network is its numbers. `state_dict()` lists them all by name, the buffers of batch normalisation included,
# and a file keeps them. The format **safetensors** holds tensors and their names and nothing else, so that a file from
# a stranger can do no harm. (`torch.save` writes Python's own *pickle*, which may contain a program. `torch.load`
# therefore refuses all but plain tensors, unless you say `weights_only=False`; say that only to files of your own.)

# %%
temporary = tempfile.TemporaryDirectory()  # it goes when the program ends
folder = Path(temporary.name)
save_file(cnn.state_dict(), folder / "digits.safetensors")
print(f"{(folder / 'digits.safetensors').stat().st_size:,} bytes")
for name, tensor in load_file(folder / "digits.safetensors").items():
    print(f"  {name:9} {tuple(tensor.shape)}")

# %% [markdown]
# What the file does *not* hold is the network itself: which layers there are, and in what order, stands in your
# program. So first build the same network, with whatever weights, then give it the saved ones. Does it answer as the
# old one does?

# %%
again = small_cnn(seed=99)
print(f"before loading: {score(again, test_images, test_labels)[1]:.1%} right")
again.load_state_dict(load_file(folder / "digits.safetensors"))
print(f"after loading:  {score(again, test_images, test_labels)[1]:.1%} right")
print("the same log-probabilities:", torch.equal(cnn.eval()(test_images), again(test_images)))

# %% [markdown]
# `load_state_dict` insists that every name and every shape fits, and says which does not. Build the network a little
# differently, and it objects:

# %%
try:
    wide_net().load_state_dict(cnn.state_dict())
except RuntimeError as error:
    print("RuntimeError:", str(error).splitlines()[0])
    print(str(error).splitlines()[1].strip())

# %% [markdown]
# The optimiser has a `state_dict` too, its velocities among others: save it as well if you mean to go on training.
#
# ## Three slips you will meet in tutorials
#
# All three stood in the tutorial that this course grew out of. All three run without an error. Each has a simple check.
#
# **The test loss of 0.0001.** A loss that is averaged over the batch is added up over batches and then divided by the
# number of *examples*. The curve has just the right shape, only a thousand times too low. *The check*: measure before
# training. A loss of 0.0023 in place of 2.30 is impossible for a network that knows nothing.
#
# **20 % in the text, 50 % in the code.** `nn.Dropout2d()` and `F.dropout(x)` without a number do not drop the 20 %
# that the author had in mind. *The check*: print it. Then see what it costs. The tutorial read 97.6 % of MNIST's test
# digits; here is our network with its two calls, recorded with one seed, and as it stands, with three:

# %%
print(nn.Dropout2d())
torch.manual_seed(0)
print(
    f"F.dropout drops {(F.dropout(torch.ones(10_000)) == 0).float().mean():.0%} of the ones"
)
for text, name in {"with the two calls": "tutorial_dropout", "with 20 %": "course"}.items():
    print(
        f"{text:18}", "  ".join(f"{share:.2%}" for share in recorded()["test_accuracy"][name])
    )

# %% [markdown]
# (And `Dropout2d` drops whole channels, not single units. That is another thing again.)
#
# **An evaluation that never leaves training mode.** Dropout goes on dropping while the test set is being measured.
# *The check*: measure twice. The same weights on the same digits must give the same number.

# %%
torch.manual_seed(0)
with torch.no_grad():
    for mode in (True, False):
        cnn.train(mode)
        twice = [F.nll_loss(cnn(test_images), test_labels).item() for _ in range(2)]
        name = "training" if mode else "evaluation"
        print(f"{name} mode: test loss {twice[0]:.4f}, once more: {twice[1]:.4f}")

# %% [markdown]
# ## Break it
#
# One network, trained once, with half of its features dropped in training. Nothing is wrong with *it*. We measure it
# after every half epoch, in the right way and in six wrong ones. The batches are of 142 digits, an odd size on
# purpose: of 1,000 digits that makes seven full batches, and six digits are left for the last.
#
# **What do you expect?** Which dashed curves lie too low, which too high, and which are jumpy?


# %%
def measure(net, images, labels):
    """The loss and accuracy of each batch, and the batches' sizes."""
    rows = []
    with torch.no_grad():
        for x, y in zip(images.split(142), labels.split(142), strict=True):
            log_probs = net(x)
            hits = (log_probs.argmax(1) == y).float().mean()
            rows.append((F.nll_loss(log_probs, y), hits, torch.tensor(float(len(y)))))
    return [torch.stack(column) for column in zip(*rows, strict=True)]


net = small_cnn(dropout=0.5)
optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
exam, exam_labels = test_images[:1000], test_labels[:1000]
few, few_labels = images[:1000], labels[:1000]  # so few that there is something to over-fit
generator = torch.Generator().manual_seed(0)
records = []
for _half in range(15):
    net.eval()
    losses, hits, sizes = measure(net, exam, exam_labels)
    train_losses, _, train_sizes = measure(net, few, few_labels)
    net.train()
    noisy_losses, _, _ = measure(net, exam, exam_labels)
    share = sizes / sizes.sum()
    records.append(
        {
            "loss": (losses * share).sum().item(),
            "accuracy": (hits * share).sum().item(),
            "dropout left on": (noisy_losses * share).sum().item(),
            "mean of batch means": losses.mean().item(),
            "sum of batch means / examples": (losses.sum() / sizes.sum()).item(),
            "measured on the training set": (
                (train_losses * train_sizes).sum() / train_sizes.sum()
            ).item(),
            "last batch only": hits[-1].item(),
            "percent for a fraction": 100 * (hits * share).sum().item(),
        }
    )
    for batch in torch.randperm(1000, generator=generator)[:500].split(50):
        optimizer.zero_grad()
        F.nll_loss(net(few[batch]), few_labels[batch]).backward()
        optimizer.step()

# %% tags=["hide-input"] mystnb={"image": {"alt": "Six small plots by epoch, the right measurement solid and a wrong one dashed. Dropout left on lies above the right loss; the mean of batch means wanders beside it; the sum divided by examples has the same shape a hundred times lower; the training set's loss falls below; the accuracy of the last batch jumps in steps of a sixth; percent drawn for a fraction squeezes everything else onto the axis."}}
PANELS = list(records[0])[2:]
epochs = [half / 2 for half in range(15)]
fig, axes = plt.subplots(2, 3, figsize=(10, 6))
for ax, name in zip(axes.flat, PANELS, strict=True):
    truth = "accuracy" if name in ("last batch only", "percent for a fraction") else "loss"
    ax.plot(
        epochs,
        [record[truth] for record in records],
        color=BLUE,
        label=f"test {truth}, right",
    )
    ax.plot(
        epochs,
        [record[name] for record in records],
        "--",
        color=RED,
        label="as measured here",
    )
    if name == "percent for a fraction":
        ax.plot(
            epochs,
            [record["loss"] for record in records],
            ":",
            color=BLACK,
            label="test loss, right",
        )
    ax.set_title(name, fontsize=11)
    ax.set(xlabel="epochs", ylabel=truth)
    if truth == "loss":
        ax.set_yscale("log")
        ax.yaxis.set(
            major_locator=LogLocator(subs=(1, 2, 5)),
            major_formatter="{x:g}",
            minor_formatter=NullFormatter(),
        )
    ax.legend(fontsize=9)
plt.show()

# %% [markdown]
# Three of the measurements in numbers:

# %%
for half in (2, 8, 14):
    record = records[half]
    print(
        f"epoch {half // 2}: right {record['loss']:.3f}, dropout left on {record['dropout left on']:.3f}, "
        f"on the training set {record['measured on the training set']:.3f}, "
        f"sum / examples {record['sum of batch means / examples']:.4f}"
    )
above = sum(record["dropout left on"] > record["loss"] for record in records[1:])
print(
    f"dropout left on lies above the right loss in {above} of {len(records) - 1} measurements after the first"
)

# %% [markdown]
# What to see, panel by panel (the losses are on a logarithmic axis, so that one can see small differences late in
# training):
#
# - **Dropout left on.** Too high once the network has learnt something, and a little different at each measurement. You
#   would throw away a better model than you think you have.
# - **Mean of batch means.** Six left-over digits count for an eighth of the whole. The curve wanders off by whatever
#   those six happen to be: too good or too bad. With a last batch nearly as long as the others you would not see the
#   difference, and it would still be wrong.
# - **Sum of batch means, divided by the examples.** The *shape* is flawless, and everything is more than a hundred
#   times too low. Always read the numbers on the axis.
# - **Measured on the training set.** The flatterer. It goes on falling when the true loss has slowed down:
#   over-fitting made invisible.
# - **Last batch only.** Happens when a variable is overwritten in the loop where it should add up. The accuracy of
#   six digits can only be 0/6, 1/6 … 6/6: the steps give it away.
# - **Percent for a fraction.** 97 where 0.97 belongs. By itself harmless, but in one plot with the loss it squeezes
#   everything else onto the axis. Say which one it is, in the name or the label.
#
# Only the first of the six makes the model look worse whenever it is made. That is why such mistakes live so long:
# nobody searches for a mistake in good news.
#
# ## Draw your own
#
# You have seen what a shift does to a network, and a turn. How does yours do on *your* hand? When stage 4 is written,
# train it; at the end that saves the weights in `out/weights.safetensors`. Then open the pad:
#
# ```console
# $ python exercises/stage4_evaluation.py
# $ python -m digits draw
# ```
#
# A page opens in your browser, and nobody else's: it is served to your machine alone. Draw a 7 with the mouse, a finger
# or a pen. Your own `build_transform` and `DigitCNN` read it while you draw. Beside the bars you see the 28 × 28 pixels
# that go in, and below them what happens inside: the maps after the first bricks and after the second, and the hundred
# units. Point at a map to see its kernel.
#
# Draw a small 7 in a corner of the pad. Then press <kbd>m</kbd>, to have the drawing *just shrunk* to 28 × 28, where before
# it was prepared *as MNIST prepares it*. The drawing is the same. Is the answer? Guess before you press.
#
# The makers of MNIST cut each digit out, scaled it to fit 20 × 20 pixels without changing its proportions, and moved it
# until its centre of mass was in the middle. Your network has seen no other digits, and above, a shift of a few pixels
# cost a large part of the accuracy. So **prepare what comes in as the training data were prepared**, or the good test
# score belongs to somebody else's problem.
#
# Now make a test set of your own. Draw twenty digits, two of each, and after each one press its key,
# <kbd>0</kbd> to <kbd>9</kbd>: that keeps it. The page counts how many your network reads, in both preparations, beside
# its accuracy on the test set, and shows you those that it got wrong. Before you blame it: could somebody else have read them?
#
# The kept digits lie in `data/mine`, in MNIST's own layout, and just shrunk in `data/mine/shrunk`. So whatever measures on
# MNIST measures on them. Save this as `exercises/my_digits.py`, and run it with `python exercises/my_digits.py`:
#
# ```python
# from pathlib import Path
#
# import torch
# from stage1_data import build_transform
# from stage2_model import DigitCNN, nll_loss
# from stage4_evaluation import evaluate
# from torch.utils.data import DataLoader
# from torchvision.datasets import MNIST
#
# from digits.weights import load_into
#
# net = DigitCNN()
# load_into(net, Path("out/weights.safetensors"))
# for folder in ("data/mine", "data/mine/shrunk"):
#     mine = MNIST(folder, train=False, transform=build_transform())
#     batches = DataLoader(mine, batch_size=10)
#     loss, accuracy = evaluate(net, nll_loss, batches, torch.device("cpu"))
#     print(f"{folder}: {len(mine)} digits, loss {loss:.2f}, accuracy {accuracy:.0%}")
# ```
#
# Twenty digits are few: one more or less makes a difference of five in a hundred. You know from above how exact such a
# number is. And they are all by one hand, yours; ask a friend for twenty.
#
# One more key: <kbd>p</kbd> shows which pixels the answer hangs on. Stage 3 asked how the *loss* changes with each weight.
# Here the same machinery runs back one step further, to the *picture*: how does the log-probability of the answer
# change with each pixel? Were a red pixel a little brighter, the answer would be likelier; were a blue one, less likely.
# Look for colour where there is no ink at all: empty paper counts too.
#
# ## What to take with you
#
# - Measure on digits that took no part in training; choose on a third set.
# - Mean loss over a set: weight each batch by its size. Check: 2.30 and about 10 % before training.
# - `eval()` and `no_grad()`: two switches, both on. Check: measuring twice gives the same number.
# - Training loss down, test loss up: over-fitting. More data is the best cure.
# - Look at the mistakes. And say what the test set was like when you quote the accuracy.
# - Prepare what comes in as the training data were prepared.
# - Save the `state_dict`; the program that builds the network is the other half of it.
#
# ## Now you
#
# Open **`exercises/stage4_evaluation.py`** (or the notebook of the same name). You put all four stages together: your
# network, trained by your loop, measured by your evaluation, and its curve drawn. Replace each `TODO`, then ask the
# grader:
#
# ```console
# $ pytest grader -m stage4
# ```
#
# <!-- exercises of stage 4 -->
#
# In the terminal, `python -m grader hint 4.1` shows the first of these hints, and `--more` the second.
#
# When all is green, `python exercises/stage4_evaluation.py` is your own digit reader, from the raw pictures to the
# last plot, and `python -m digits draw` lets it read your own hand. You have written every line of it that matters.
