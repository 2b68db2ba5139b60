"""The image is flattened, as a perceptron wants it."""
# exercise: 1.2
# mistake: flattened


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose(
        [
            transforms.ToTensor(),
            transforms.Normalize((mean,), (std,)),
            transforms.Lambda(lambda t: t.view(-1)),
        ]
    )
