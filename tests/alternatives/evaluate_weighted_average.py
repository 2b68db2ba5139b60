"""NumPy's average, with the batch sizes as weights."""
# exercise: 4.1

import numpy as np


@torch.no_grad()
def evaluate(model, loss_fn, loader, device):
    model.eval()
    losses, shares, sizes = [], [], []
    for x, y in loader:
        out = model(x.to(device)).cpu()
        losses.append(loss_fn(out, y).item())
        shares.append((out.topk(1).indices.flatten() == y).double().mean().item())
        sizes.append(len(y))
    return float(np.average(losses, weights=sizes)), float(np.average(shares, weights=sizes))
