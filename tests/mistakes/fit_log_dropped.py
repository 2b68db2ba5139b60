"""What train_epoch returns is dropped."""
# exercise: 4.2
# mistake: training-log-lost


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history = History()
    record_test(history, 0, *evaluate(model, loss_fn, test_loader, device))
    for epoch in range(n_epochs):
        seen_before = epoch * len(train_loader.dataset)
        train_epoch(model, loss_fn, optimizer, train_loader, device)
        record_test(history, seen_before + len(train_loader.dataset), *evaluate(model, loss_fn, test_loader, device))
    return history
