"""backward on a new tensor, and no step."""
# exercise: 3.3
# mistake: graph-cut+missing-step

import torch


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss = torch.tensor(loss.item(), requires_grad=True)
    loss.backward()
    return loss.item()
