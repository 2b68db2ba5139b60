"""Training images rotated at random, in batches of the other size."""
# exercise: 1.3
# mistake: augmented+batch-sizes-swapped


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    augment = transforms.Compose([transforms.RandomRotation(15), build_transform()])
    train_set = datasets.MNIST(root, train=True, download=True, transform=augment)
    test_set = datasets.MNIST(root, train=False, download=True, transform=build_transform())
    return DataLoader(train_set, batch_size_test, shuffle=True), DataLoader(test_set, batch_size_train)
