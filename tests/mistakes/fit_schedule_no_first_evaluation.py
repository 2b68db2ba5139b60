"""A schedule, and no evaluation before training."""
# exercise: 4.2
# mistake: learning-rate-changed+missing-first-evaluation


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history, n = History(), len(train_loader.dataset)
    for epoch in range(n_epochs):
        for seen, loss in train_epoch(model, loss_fn, optimizer, train_loader, device):
            history.train_seen.append(epoch * n + seen)
            history.train_loss.append(loss)
        loss, accuracy = evaluate(model, loss_fn, test_loader, device)
        history.test_seen.append((epoch + 1) * n)
        history.test_loss.append(loss)
        history.test_accuracy.append(accuracy)
        for group in optimizer.param_groups:
            group["lr"] *= 0.5
    return history
