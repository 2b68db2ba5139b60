"""backward on a Variable around the data of the loss."""
# exercise: 3.3
# mistake: graph-cut

from torch.autograd import Variable


def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss = Variable(loss.data, requires_grad=True)
    loss.backward()
    optimizer.step()
    return loss.item()
