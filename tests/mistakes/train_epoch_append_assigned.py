"""log = log.append(...), and append answers None."""
# exercise: 3.4
# mistake: none-used


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0

    for i, (images, labels) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if i % log_every == 0:
            log = log.append((seen, loss))
        seen += len(images)
    return log
