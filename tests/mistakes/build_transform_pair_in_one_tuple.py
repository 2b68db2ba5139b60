"""Mean and std stand in a single tuple."""
# exercise: 1.2
# mistake: argument-missing


def build_transform(mean=0.1307, std=0.3081):
    to_tensor = transforms.ToTensor()
    scale = transforms.Normalize((mean, std))
    return transforms.Compose([to_tensor, scale])
