"""Losses are shortened before they are logged."""
# exercise: 3.4
# mistake: rounded


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    history, done = [], 0
    for number, (images, labels) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if number % log_every == 0:
            history.append((done, round(loss, 2)))
        done += labels.size(0)
    return history
