"""Tensors in the log, and no training mode."""
# exercise: 3.4
# mistake: tensors-logged+missing-train-mode


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log, seen = [], 0
    for batch, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if batch % log_every == 0:
            log.append((seen, torch.tensor(loss)))
        seen += len(images)
    return log
