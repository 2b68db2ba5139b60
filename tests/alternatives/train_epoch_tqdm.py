"""With tqdm, and a second look at the mode."""
# exercise: 3.4

from tqdm import tqdm


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    log = []
    seen = 0
    model.train()
    bar = tqdm(loader, disable=True)
    for batch, (images, labels) in enumerate(bar):
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        bar.set_postfix(loss=loss)
        if not batch % log_every:
            log.append((seen, loss))
        seen += len(images)
    assert model.training
    return log
