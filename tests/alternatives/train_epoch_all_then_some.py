"""Trains first, and picks the entries afterwards."""
# exercise: 3.4


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train(True)
    losses, sizes = [], [0]
    for images, labels in loader:
        batch = (images.to(device, non_blocking=True), labels.to(device, non_blocking=True))
        losses.append(train_step(model, loss_fn, optimizer, *batch))
        sizes.append(sizes[-1] + len(images))
    return list(zip(sizes, losses, strict=False))[::log_every]
