"""The log is a default argument, which all calls share."""
# exercise: 3.4
# mistake: earlier-log-kept


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100, log=[]):  # noqa: B006
    model.train()
    seen = 0
    for i, (images, labels) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if i % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
