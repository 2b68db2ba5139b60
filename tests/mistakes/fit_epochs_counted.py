"""The test lists are kept by the number of the epoch."""
# exercise: 4.2
# mistake: epochs-counted


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history = History()
    n = len(train_loader.dataset)
    record_test(history, 0, *evaluate(model, loss_fn, test_loader, device))
    for epoch in range(n_epochs):
        for seen, loss in train_epoch(model, loss_fn, optimizer, train_loader, device):
            history.train_seen.append(epoch * n + seen)
            history.train_loss.append(loss)
        record_test(history, epoch + 1, *evaluate(model, loss_fn, test_loader, device))
    return history
