"""backward on a new tensor of the loss."""
# exercise: 3.3
# mistake: graph-cut

import torch


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss = torch.tensor(loss.item(), requires_grad=True)
    loss.backward()
    optimizer.step()
    return loss.item()
