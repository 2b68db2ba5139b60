"""next(iter(loader)) in each round."""
# exercise: 3.4
# mistake: first-batch-again


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0
    for i in range(len(loader)):
        images, labels = next(iter(loader))
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if i % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
