"""The batch's number times the batch's size."""
# exercise: 3.4
# mistake: batch-number-times-size


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log = []
    model.train()
    for batch, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if batch % log_every == 0:
            log.append((batch * len(images), loss))
    return log
