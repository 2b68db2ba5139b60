# what: ask for more memory than there is

import torch


def attack():
    return [torch.empty(2**28) for _ in range(100)]
