"""The images are flattened, a perceptron's habit."""
# exercise: 3.3
# mistake: wrong-view


def train_step(model, loss_fn, optimizer, images, labels):
    images = images.view(images.size(0), 784)
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
