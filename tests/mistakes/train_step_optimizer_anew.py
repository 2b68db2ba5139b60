"""The same settings, but a new optimiser in each call, which remembers nothing."""
# exercise: 3.3
# mistake: another-optimizer

import torch


def train_step(model, loss_fn, optimizer, images, labels):
    group = optimizer.param_groups[0]
    optimizer = torch.optim.SGD(model.parameters(), lr=group["lr"], momentum=group["momentum"])
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
