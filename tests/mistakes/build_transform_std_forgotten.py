"""Normalize gets the mean alone."""
# exercise: 1.2
# mistake: argument-missing


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((mean,))])
