"""Batches of images without their labels."""
# exercise: 1.3
# mistake: no-pairs


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    test_set = datasets.MNIST(root, train=False, download=True, transform=build_transform())

    def images_alone(examples):
        return torch.stack([image for image, _ in examples])

    train_loader = DataLoader(train_set, batch_size_train, shuffle=True, collate_fn=images_alone)
    return train_loader, DataLoader(test_set, batch_size_test, collate_fn=images_alone)
