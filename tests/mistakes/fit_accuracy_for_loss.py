"""evaluate's two answers are taken in the wrong order."""
# exercise: 4.2
# mistake: loss-accuracy-swapped


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history = History()
    accuracy, loss = evaluate(model, loss_fn, test_loader, device)
    record_test(history, 0, loss, accuracy)
    for epoch in range(n_epochs):
        for seen, batch_loss in train_epoch(model, loss_fn, optimizer, train_loader, device):
            history.train_seen.append(epoch * len(train_loader.dataset) + seen)
            history.train_loss.append(batch_loss)
        accuracy, loss = evaluate(model, loss_fn, test_loader, device)
        record_test(history, (epoch + 1) * len(train_loader.dataset), loss, accuracy)
    return history
