"""A scheduler lowers the learning rate for the next epoch."""
# exercise: 3.4
# mistake: learning-rate-changed

import torch


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.7)
    model.train()
    log, seen = [], 0
    for i, (images, labels) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if i % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    scheduler.step()
    return log
