"""Takes the square of std for the variance that it should divide by."""
# exercise: 1.2
# mistake: divided-by-variance


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((mean,), (std**2,))])
