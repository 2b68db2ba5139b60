"""The right answers are counted with numpy, on the CPU."""
# exercise: 4.1


def evaluate(model, loss_fn, loader, device):
    import numpy as np

    model.train(False)
    total, hits = 0.0, []
    with torch.no_grad():
        for images, labels in loader:
            output = model(images.to(device, non_blocking=True))
            total += float(loss_fn(output, labels.to(device))) * len(labels)
            hits.append(output.max(1).indices.cpu().numpy() == labels.numpy())
    hits = np.concatenate(hits)
    return total / hits.size, hits.mean()
