"""An optimiser is made in each call."""
# exercise: 3.3
# mistake: another-optimizer

import torch


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.5)
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
