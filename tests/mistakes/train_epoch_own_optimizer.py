"""An optimiser of its own."""
# exercise: 3.4
# mistake: another-optimizer

import torch


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.5)
    for i, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if i % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
