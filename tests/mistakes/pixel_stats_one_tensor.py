"""One of the two is still a tensor."""
# exercise: 1.1
# mistake: tensor-returned


def pixel_stats(images):
    x = images.double().div(255)
    mean = x.mean().item()
    return mean, torch.sqrt(((x - mean) ** 2).mean())
