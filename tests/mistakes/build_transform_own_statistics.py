"""Each image by its own mean and std."""
# exercise: 1.2
# mistake: normalised-by-own-statistics


def build_transform(mean=0.1307, std=0.3081):
    def transform(image):
        x = transforms.functional.to_tensor(image)
        return (x - x.mean()) / x.std()

    return transform
