"""Computes the losses only."""
# exercise: 3.4
# mistake: not-trained


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log = []
    seen = 0
    model.train()
    for batch, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = loss_fn(model(images), labels).item()
        if batch % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
