"""The step is written out, and the log holds tensors."""
# exercise: 3.4
# mistake: tensors-logged


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0
    for i, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = loss_fn(model(images), labels)
        loss.backward()
        optimizer.step()
        if i % log_every == 0:
            log.append((seen, loss.detach()))
        seen += len(images)
    return log
