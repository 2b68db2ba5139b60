"""A list of the two loaders: it unpacks as a tuple does."""
# exercise: 1.3


def build_loaders(root, batch_size_train=64, batch_size_test=1000):
    sets = [datasets.MNIST(root, train=t, download=True, transform=build_transform()) for t in (True, False)]
    return [DataLoader(sets[0], batch_size_train, True), DataLoader(sets[1], batch_size_test, False)]
