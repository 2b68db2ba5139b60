"""The batches are counted from 1."""
# exercise: 3.4
# mistake: log-off-by-one-end


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log = []
    seen = 0
    model.train()
    for batch, (images, labels) in enumerate(loader, start=1):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if batch % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
