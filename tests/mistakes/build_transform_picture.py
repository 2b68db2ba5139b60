"""The steps turn the tensor back into a picture."""
# exercise: 1.2
# mistake: picture-returned


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((mean,), (std,)), transforms.ToPILImage()])
