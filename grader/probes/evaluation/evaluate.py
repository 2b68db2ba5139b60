"""The probe of 4.1."""

import torch

from coursekit.kit.numbers import as_sent
from coursekit.kit.recording import ModeRecorder, Transfers, can_record, is_frozen
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, state_of

CPU = torch.device("cpu")


def probe(module, case: dict) -> dict:
    """Evaluate a net on batches that lie elsewhere until they are moved to the device."""
    net = ModeRecorder(build_net(case["net"], case["weights"])).train(case["training"])
    transfers = Transfers()
    loader = LOADERS[case["loader"]](transfers, case["images"], case["labels"], case["batch_size"])
    torch.manual_seed(case["torch_seed"])
    torch.set_grad_enabled(True)
    answer = module.evaluate(net, LOSSES[case["loss"]], loader, CPU)
    pair = answer if isinstance(answer, list | tuple) and len(answer) == 2 else (None, None)
    loss, accuracy = map(as_sent, pair)
    return {
        "what was returned": answer,
        "the modes in which the model ran": net.modes_seen(),
        "whether gradients were recorded": any(net.recorded),
        "the loss": loss,
        "the accuracy": accuracy,
        "whether gradients can be recorded afterwards": can_record(),
        "whether the parameters take gradients afterwards": not is_frozen(net),
        "the weights and buffers afterwards": state_of(net.net),
        "whether every batch was moved to the device": transfers.untouched_elsewhere,
    }


def _batches(transfers: Transfers, images: torch.Tensor, labels: torch.Tensor, batch_size: int) -> Batches:
    return Batches(transfers.elsewhere(images), transfers.elsewhere(labels), batch_size)


def _data_loader(transfers: Transfers, images: torch.Tensor, labels: torch.Tensor, batch_size: int):
    def collate(examples: list) -> list:
        return [transfers.elsewhere(each) for each in torch.utils.data.default_collate(examples)]

    dataset = torch.utils.data.TensorDataset(images, labels)
    return torch.utils.data.DataLoader(dataset, batch_size, collate_fn=collate, generator=torch.Generator())


LOADERS = {"Batches": _batches, "DataLoader": _data_loader}
