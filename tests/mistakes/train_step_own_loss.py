"""The loss of the tutorial, whatever loss_fn is."""
# exercise: 3.3
# mistake: loss-fn-ignored

import torch.nn.functional as F


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = F.nll_loss(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
