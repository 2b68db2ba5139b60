"""Nothing is moved, and batches are counted: two mistakes."""
# exercise: 3.4
# mistake: batches-counted+not-moved-to-device


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log = []
    seen = 0
    model.train()
    for batch, (images, labels) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if batch % log_every == 0:
            log.append((seen, loss))
        seen += 1
    return log
