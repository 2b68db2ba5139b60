"""Every 99th batch where log_every is left out."""
# exercise: 3.4
# mistake: log-every-default


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=99):
    log = []
    seen = 0
    model.train()
    for batch, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if batch % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
