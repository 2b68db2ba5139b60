"""The transform is not returned."""
# exercise: 1.2
# mistake: nothing-returned


def build_transform(mean=0.1307, std=0.3081):
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((mean,), (std,))])
