"""One look at the first batch before, without training."""
# exercise: 3.4


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    first, _ = next(iter(loader))
    assert first.dim() == 4 and len(list(loader)) > 0
    model.train()
    log, seen = [], 0
    for i, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if i % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
