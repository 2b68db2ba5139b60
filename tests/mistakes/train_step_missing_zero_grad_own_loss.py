"""No zero_grad, and another loss: two mistakes."""
# exercise: 3.3
# mistake: missing-zero-grad+loss-fn-ignored

import torch.nn.functional as F


def train_step(model, loss_fn, optimizer, images, labels):
    predictions = model(images)
    loss = F.nll_loss(predictions, labels)
    loss.backward()
    optimizer.step()
    return loss.item()
