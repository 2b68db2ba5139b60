"""A decorator, and max().indices."""
# exercise: 4.4


@torch.inference_mode()
def predict(model, images, device):
    return model.eval()(images.to(device)).max(dim=1).indices.to("cpu", torch.int64)
