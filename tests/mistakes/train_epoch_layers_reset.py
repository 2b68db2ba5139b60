"""All layers are drawn anew before the epoch begins."""
# exercise: 3.4
# mistake: weights-changed-otherwise


def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    def draw_anew(layer):
        if hasattr(layer, "reset_parameters"):
            layer.reset_parameters()

    model.apply(draw_anew)
    model.train()
    log, seen = [], 0
    for batch, (images, labels) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, images.to(device), labels.to(device))
        if batch % log_every == 0:
            log.append((seen, loss))
        seen += len(images)
    return log
