# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Stage 2: the model and the loss
#
# In this stage you build a small convolutional network out of bricks, and the number that says how wrong it is.
#
# Read `lessons/2_model_and_loss.py` first. Then fill in each `TODO` below; `pytest grader -m stage2` tells you how you
# are doing.

# %%
import torch
import torch.nn.functional as F
from torch import nn

from digits import data_root, seed_everything
from digits.script import say, stage_arguments, stage_script

# %% [markdown]
# ## 2.1 How large is what comes out?
#
# A kernel that slides over an image has fewer places to stand than the image has pixels. Before you build the
# network, work out how its images shrink: 28 → 24 → 12 → 10 → 5.


# %%
def conv_output_size(size: int, kernel_size: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Compute the height (or width) of what a convolution or a pooling returns.

    Args:
        size: height (or width) of what goes in, in pixels.
        kernel_size, stride, padding, dilation: as in `torch.nn.Conv2d`, whose documentation has the formula.

    Returns:
        The size as an int. A 5 x 5 kernel makes 24 out of 28; 2 x 2 pooling (stride 2) makes 12 out of 24.
    """
    # BEGIN SOLUTION 2.1: return the size by Conv2d's formula, as an int
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
    # END SOLUTION


# %% [markdown]
# ## 2.2 and 2.3 The network
#
# What has weights to learn is made once, in `__init__`. What has none (pooling, ReLU, softmax) can be a plain
# function, called in `forward`.


# %%
class DigitCNN(nn.Module):
    """A small convolutional network: a batch of digits goes in, log-probabilities of the ten classes come out."""

    def __init__(self, dropout: float = 0.2) -> None:
        """Make the layers.

        Args:
            dropout: the share of `fc1`'s outputs that is dropped in training, between 0 and 1.

        Attributes:
            conv1: convolution from 1 channel to 32, kernel 5 x 5.
            conv2: convolution from 32 channels to 16, kernel 3 x 3.
            fc1: linear layer from 400 (16 channels of 5 x 5) to 100.
            fc2: linear layer from 100 to 10, one output per class.
        """
        super().__init__()
        self.dropout = dropout
        # BEGIN SOLUTION 2.2: make the four layers conv1, conv2, fc1 and fc2
        self.conv1 = nn.Conv2d(1, 32, kernel_size=5)
        self.conv2 = nn.Conv2d(32, 16, kernel_size=3)
        self.fc1 = nn.Linear(16 * 5 * 5, 100)
        self.fc2 = nn.Linear(100, 10)
        # END SOLUTION

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Compute the log-probabilities of a batch.

        Args:
            images: float32 (B, 1, 28, 28), any batch size B.

        Returns:
            float32 (B, 10): for each image the logarithms of ten probabilities that sum to 1. The way there is
            conv1, 2 x 2 max-pooling, ReLU; conv2, 2 x 2 max-pooling, ReLU; flatten; fc1, ReLU, dropout (in training
            mode only, at the rate given to `__init__`); fc2, log-softmax over the classes.
        """
        # BEGIN SOLUTION 2.3: pass the images through conv1 and conv2, each with 2 x 2 max-pooling and ReLU after it
        x = F.relu(F.max_pool2d(self.conv1(images), 2))  # (B, 32, 12, 12)
        x = F.relu(F.max_pool2d(self.conv2(x), 2))  # (B, 16, 5, 5)
        # END SOLUTION
        # BEGIN SOLUTION 2.3: flatten each image's values, then fc1, ReLU, dropout in training mode, fc2, log-softmax
        x = x.flatten(start_dim=1)  # (B, 400)
        x = F.relu(self.fc1(x))  # (B, 100)
        x = F.dropout(x, p=self.dropout, training=self.training)
        return F.log_softmax(self.fc2(x), dim=1)  # (B, 10)
        # END SOLUTION


# %% [markdown]
# ## 2.4 The loss
#
# How wrong is a prediction? As wrong as the true class was thought improbable.


# %%
def nll_loss(log_probs: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Compute the negative log-likelihood of the true classes, averaged over the batch.

    Write it out with indexing and arithmetic: PyTorch has this loss too, and the point is to see what is in it.

    Args:
        log_probs: float (B, C), the log-probability of each class for each example.
        labels: int64 (B,), the true classes, between 0 and C - 1.

    Returns:
        A scalar tensor: the mean over i of -log_probs[i, labels[i]], through which gradients flow.
    """
    # BEGIN SOLUTION 2.4: pick each example's log-probability of its true class; return minus their mean
    picked = log_probs[torch.arange(len(labels), device=labels.device), labels]  # (B,)
    return -picked.mean()
    # END SOLUTION


# %% [markdown]
# ## The stage at work
#
# Run this file: it shows how the images shrink, prints the network, and asks it about a batch before it learnt
# anything. Ten classes, no idea: the loss should be near ln 10 = 2.30.


# %%
@stage_script
def main() -> None:
    """Print the sizes, the network, its number of parameters, and its loss on one batch before training."""
    arguments = stage_arguments("Stage 2: the model and its loss.")
    seed_everything(arguments.seed)

    sizes = [28]
    for kernel_size, stride in [(5, 1), (2, 2), (3, 1), (2, 2)]:
        sizes.append(conv_output_size(sizes[-1], kernel_size, stride))
    say("sizes: " + " -> ".join(map(str, sizes)))

    model = DigitCNN()
    say(f"{model}\n{sum(parameter.numel() for parameter in model.parameters())} parameters")

    from stage1_data import build_loaders  # only here: the model itself needs no data

    images, labels = next(iter(build_loaders(arguments.data or data_root())[0]))
    say(f"images {tuple(images.shape)} -> log-probabilities {tuple(model(images).shape)}")
    say(f"loss before training: {nll_loss(model(images), labels).item():.3f}")


if __name__ == "__main__":
    main()
