"""Not divided by std."""
# exercise: 1.2
# mistake: not-divided-by-std


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), lambda x: x - mean])
