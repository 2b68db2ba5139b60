"""zip(*log), and extend."""
# exercise: 4.2


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history, n = History(), len(train_loader.dataset)
    for epoch in range(n_epochs + 1):
        if epoch:
            seen, losses = zip(*train_epoch(model, loss_fn, optimizer, train_loader, device))
            history.train_seen += [(epoch - 1) * n + s for s in seen]
            history.train_loss.extend(losses)
        loss, accuracy = evaluate(model, loss_fn, test_loader, device)
        record_test(history, epoch * n, loss, accuracy)
    return history
