"""The mean of the losses so far."""
# exercise: 3.4
# mistake: mean-loss-logged


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log = []
    seen = 0
    total = 0.0
    model.train()
    for batch, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        total += loss
        if batch % log_every == 0:
            log.append((seen, total / (batch + 1)))
        seen += len(images)
    return log
