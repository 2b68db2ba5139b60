"""The number of the batch times the size of the first one."""
# exercise: 3.4


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log = []
    size = None
    model.train()
    for batch, (images, labels) in enumerate(loader):
        size = size or len(images)
        images = images.to(device=device)
        labels = labels.to(device=device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if batch % log_every == 0:
            log.append((batch * size, loss))
    return log
