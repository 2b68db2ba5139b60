"""Prepared when a batch is put together, not one by one."""
# exercise: 1.3


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    transform = build_transform()

    def collate(examples):
        images, labels = zip(*examples, strict=True)
        return torch.stack([transform(image) for image in images]), torch.tensor(labels)

    train_set = datasets.MNIST(root=str(root), train=True, download=True)
    test_set = datasets.MNIST(root=str(root), train=False, download=True)
    return (
        DataLoader(train_set, batch_size_train, shuffle=True, collate_fn=collate),
        DataLoader(test_set, batch_size_test, collate_fn=collate),
    )
