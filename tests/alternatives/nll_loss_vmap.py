"""torch.vmap over the examples."""
# exercise: 2.4


def nll_loss(log_probs, labels):
    pick = torch.vmap(lambda row, label: row.gather(0, label.unsqueeze(0)).squeeze(0))
    return pick(log_probs, labels).mean().neg()
