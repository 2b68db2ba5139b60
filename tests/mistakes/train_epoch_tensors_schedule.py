"""Tensors in the log, and a learning rate that falls."""
# exercise: 3.4
# mistake: tensors-logged+learning-rate-changed


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0
    for batch, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        if batch % log_every == 0:
            log.append((seen, torch.tensor(loss)))
        seen += len(images)
    optimizer.param_groups[0]["lr"] *= 0.5
    return log
