"""The iterator's method next(), which is gone from torch."""
# exercise: 3.4
# mistake: unknown-attribute


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0

    batches = iter(loader)
    for i in range(len(loader)):
        images, labels = batches.next()
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if i % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
