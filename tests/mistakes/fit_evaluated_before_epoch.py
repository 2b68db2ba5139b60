"""The evaluation in the loop comes before the training."""
# exercise: 4.2
# mistake: evaluates-before-epoch


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history = History()
    record_test(history, 0, *evaluate(model, loss_fn, test_loader, device))
    for epoch in range(n_epochs):
        seen_before = epoch * len(train_loader.dataset)
        loss, accuracy = evaluate(model, loss_fn, test_loader, device)
        record_test(history, seen_before + len(train_loader.dataset), loss, accuracy)
        log = train_epoch(model, loss_fn, optimizer, train_loader, device)
        history.train_seen += [seen_before + seen for seen, _ in log]
        history.train_loss += [loss for _, loss in log]
    return history
