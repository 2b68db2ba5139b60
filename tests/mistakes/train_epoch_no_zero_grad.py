"""The step is written out, without clearing the gradients."""
# exercise: 3.4
# mistake: missing-zero-grad


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0
    for i, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        loss = loss_fn(model(images), labels)
        loss.backward()
        optimizer.step()
        if i % log_every == 0:
            log.append((seen, loss.item()))
        seen += len(images)
    return log
