"""Each epoch's log is appended as a whole."""
# exercise: 4.2
# mistake: log-appended-whole


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history = History()
    n = len(train_loader.dataset)
    record_test(history, 0, *evaluate(model, loss_fn, test_loader, device))
    for epoch in range(n_epochs):
        history.train_loss.append(train_epoch(model, loss_fn, optimizer, train_loader, device))
        history.train_seen.append(epoch * n)
        record_test(history, (epoch + 1) * n, *evaluate(model, loss_fn, test_loader, device))
    return history
