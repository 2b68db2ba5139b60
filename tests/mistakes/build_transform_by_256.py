"""Divided by 256."""
# exercise: 1.2
# mistake: scaled-by-256


def build_transform(mean=0.1307, std=0.3081):
    def transform(image):
        pixels = torch.tensor(list(image.getdata()), dtype=torch.float32).reshape(1, 28, 28)
        return (pixels / 256 - mean) / std

    return transform
