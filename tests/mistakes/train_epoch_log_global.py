"""The log is a list of the file, which all calls share."""
# exercise: 3.4
# mistake: earlier-log-kept

LOG = []


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    seen = 0
    for i, (images, labels) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if i % log_every == 0:
            LOG.append((seen, loss))
        seen += len(images)
    return LOG
