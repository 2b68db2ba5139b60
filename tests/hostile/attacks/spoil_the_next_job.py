# what: leave something behind for the next exercise's process: its switches, streams, folder, environment, modules
# exercise: 2.1
# unaffected: 2.4 3.1 3.2
# passes: yes

import os
import sys

import torch


def attack():
    torch.set_default_dtype(torch.float64)
    torch.set_grad_enabled(False)
    torch.nn.functional.nll_loss = None
    os.environ.clear()
    sys.stdout = sys.stderr = None
    os.chdir("/")
    return True
