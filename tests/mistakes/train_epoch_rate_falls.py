"""The learning rate falls after each batch."""
# exercise: 3.4
# mistake: learning-rate-changed


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0
    for i, (images, labels) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        for group in optimizer.param_groups:
            group["lr"] *= 0.95
        if i % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
