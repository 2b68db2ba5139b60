"""Mean and std in the wrong order."""
# exercise: 1.2
# mistake: mean-std-swapped


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((std,), (mean,))])
