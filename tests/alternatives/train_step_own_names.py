"""Other names for the parameters, all given by position."""
# exercise: 3.3


def train_step(net, criterion, opt, data, target):
    opt.zero_grad()
    output = net(data)
    loss = criterion(output, target)
    loss.backward()
    opt.step()
    return loss.item()
