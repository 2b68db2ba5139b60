"""A while loop over one iterator."""
# exercise: 3.4


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen, number, batches = [], 0, 0, iter(loader)
    while True:
        try:
            images, labels = next(batches)
        except StopIteration:
            break
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if number % log_every == 0:
            log.append((seen, loss))
        number += 1
        seen += labels.size(0)
    return log
