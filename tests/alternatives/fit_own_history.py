"""History redefined with the same fields, without a dataclass."""
# exercise: 4.2


class History:
    def __init__(self, train_seen=(), train_loss=(), test_seen=(), test_loss=(), test_accuracy=()):
        self.train_seen = list(train_seen)
        self.train_loss = list(train_loss)
        self.test_seen = list(test_seen)
        self.test_loss = list(test_loss)
        self.test_accuracy = list(test_accuracy)


def fit(model, loss_fn, optimizer, train_loader, test_loader, device, n_epochs=3):
    history = History()
    n = len(train_loader.dataset)
    for epoch in range(n_epochs + 1):
        if epoch > 0:
            log = train_epoch(model, loss_fn, optimizer, train_loader, device)
            history.train_seen.extend((epoch - 1) * n + seen for seen, _ in log)
            history.train_loss.extend(loss for _, loss in log)
        loss, accuracy = evaluate(model, loss_fn, test_loader, device)
        history.test_seen.append(epoch * n)
        history.test_loss.append(loss)
        history.test_accuracy.append(accuracy)
    return history
