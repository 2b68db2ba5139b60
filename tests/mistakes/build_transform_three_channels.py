"""The grey image is made an RGB image."""
# exercise: 1.2
# mistake: three-channels


def build_transform(mean=0.1307, std=0.3081):
    return transforms.Compose(
        [
            transforms.Grayscale(num_output_channels=3),
            transforms.ToTensor(),
            transforms.Normalize((mean, mean, mean), (std, std, std)),
        ]
    )
