"""Three channels, for pictures in colour."""
# exercise: 1.2
# mistake: three-channels


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
