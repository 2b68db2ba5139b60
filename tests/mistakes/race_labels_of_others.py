"""Images and labels are shuffled apart."""

# exercise: 5.3
# mistake: race-guesses


def race(root, device):
    train_set = datasets.MNIST(root, train=True, download=True, transform=build_transform())
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    images = train_set.data.unsqueeze(1).float().sub_(33.3).div_(78.6)
    pictures, names = images[torch.randperm(len(images))], train_set.targets[torch.randperm(len(images))]
    for start in range(0, len(pictures), 64):
        optimizer.zero_grad()
        F.cross_entropy(model(pictures[start : start + 64]), names[start : start + 64]).backward()
        optimizer.step()
    return model
