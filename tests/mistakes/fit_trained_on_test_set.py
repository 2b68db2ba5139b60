"""train_epoch gets the test loader."""
# exercise: 4.2
# mistake: trained-on-test-set


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history = History()
    record_test(history, 0, *evaluate(model, loss_fn, test_loader, device))
    for epoch in range(n_epochs):
        seen_before = epoch * len(train_loader.dataset)
        for seen, loss in train_epoch(model, loss_fn, optimizer, test_loader, device):
            history.train_seen.append(seen_before + seen)
            history.train_loss.append(loss)
        record_test(history, seen_before + len(train_loader.dataset), *evaluate(model, loss_fn, test_loader, device))
    return history
