"""The mean is added."""
# exercise: 1.2
# mistake: mean-added


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((-mean,), (std,))])
