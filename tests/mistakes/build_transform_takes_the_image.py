"""Written as the transform itself, not as what builds it."""
# exercise: 1.2
# mistake: first-line-changed


def build_transform(image, mean=0.1307, std=0.3081):
    tensor = transforms.ToTensor()(image)
    return (tensor - mean) / std
