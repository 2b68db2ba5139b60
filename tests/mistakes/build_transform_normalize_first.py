"""Normalize stands before ToTensor."""
# exercise: 1.2
# mistake: normalised-before-tensor


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.Normalize((mean,), (std,)), transforms.ToTensor()])
