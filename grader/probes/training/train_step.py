"""Runs a student's train_step."""

import torch
from torch.optim.optimizer import register_optimizer_step_post_hook

from coursekit.kit.numbers import as_sent
from coursekit.kit.recording import ChangedOtherwise
from grader.given.losses import LOSSES
from grader.given.nets import build_net, gradients_of, state_of


def probe(module, case: dict) -> dict:
    """Take steps with stale gradients planted before the first one."""
    net = build_net(case["net"], case["weights"]).train(case["training"])
    for name, parameter in net.named_parameters():
        parameter.grad = case["stale"][name].clone()
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=case["momentum"])
    losses, weights = [], []
    changed = []
    with _Watch(net, optimizer) as watch:
        for images, labels in case["batches"]:
            with ChangedOtherwise(net) as otherwise:
                answer = module.train_step(net, LOSSES[case["loss"]], optimizer, images, labels)
            changed.append(otherwise.count)
            losses.append(as_sent(answer))
            weights.append(state_of(net))
            watch.next_call()
    return {
        "the returned losses": losses,
        "the weights after each step": weights,
        "_gradients": gradients_of(net),
        "_backward_calls": watch.backward_calls,
        "_backward_passes": watch.backward_passes,
        "_optimizer_steps": watch.steps,
        "_other_steps": watch.other_steps,
        "_changed_otherwise": changed,
        "_training_mode": net.training,
        "_learning_rate": optimizer.param_groups[0].get("lr"),
    }


class _Watch:
    """Counts for each call: how often a backward pass began, how often one reached the net, and who took steps."""

    def __init__(self, net: torch.nn.Module, optimizer: torch.optim.Optimizer) -> None:
        self.net, self.optimizer = net, optimizer
        self.backward_calls, self.backward_passes, self.steps, self.other_steps = [0], [0], [0], [0]

    def __enter__(self):
        self.usual = usual = torch.autograd._engine_run_backward  # both backward() and autograd.grad() come here

        def counting(*args, **kwargs):
            self.backward_calls[-1] += 1
            return usual(*args, **kwargs)

        torch.autograd._engine_run_backward = counting
        self.hooks = [
            next(self.net.parameters()).register_hook(self._reached),
            register_optimizer_step_post_hook(self._stepped),
        ]
        return self

    def __exit__(self, *_):
        torch.autograd._engine_run_backward = self.usual
        for hook in self.hooks:
            hook.remove()
        for counted in (self.backward_calls, self.backward_passes, self.steps, self.other_steps):
            counted.pop()

    def next_call(self) -> None:
        """What comes from here on belongs to another call."""
        for counted in (self.backward_calls, self.backward_passes, self.steps, self.other_steps):
            counted.append(0)

    def _reached(self, gradient) -> None:
        self.backward_passes[-1] += 1

    def _stepped(self, optimizer, *_) -> None:
        (self.steps if optimizer is self.optimizer else self.other_steps)[-1] += 1


def on_digits(module, case: dict) -> dict:
    """Train on one batch over and over."""
    net = build_net(case["net"], case["weights"]).train()
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=0.5)
    loss_fn = LOSSES["nll_loss"]
    for _ in range(case["steps"]):
        module.train_step(net, loss_fn, optimizer, case["images"], case["labels"])
    return {"weights": state_of(net)}
