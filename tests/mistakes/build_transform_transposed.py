"""Columns are read as rows."""
# exercise: 1.2
# mistake: transposed


def build_transform(mean=0.1307, std=0.3081):
    def transform(image):
        x = torch.tensor([[image.getpixel((row, column)) for column in range(28)] for row in range(28)])
        return ((x / 255 - mean) / std)[None]

    return transform
