"""The first evaluation of an epoch is that of the epoch before."""
# exercise: 4.2


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history, seen = History(), 0

    def test():
        loss, accuracy = evaluate(model=model, loss_fn=loss_fn, loader=test_loader, device=device)
        record_test(history, seen, loss, accuracy)

    for _ in range(n_epochs):
        test()
        for before, loss in train_epoch(model, loss_fn, optimizer, train_loader, device):
            history.train_seen += [seen + before]
            history.train_loss += [loss]
        seen += len(train_loader.dataset)
    test()
    return history
