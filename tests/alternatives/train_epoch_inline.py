"""The training step is written out again, without train_step."""
# exercise: 3.4


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log = []
    seen = 0
    model.train()
    for batch, (images, labels) in enumerate(loader):
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        batch_loss = loss_fn(model(images), labels)
        batch_loss.backward()
        optimizer.step()
        loss = float(batch_loss)
        if batch % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
