"""MNIST's numbers, whatever the arguments say."""
# exercise: 1.2
# mistake: arguments-ignored


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
