"""The error is deleted, and nothing is written in its place."""
# exercise: 3.3
# mistake: nothing-returned+only-predicts


def train_step(model, loss_fn, optimizer, images, labels):
    pass
