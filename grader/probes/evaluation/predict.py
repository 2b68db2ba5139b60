"""The probe of 4.4."""

import torch

from coursekit.kit.recording import ModeRecorder, Transfers, can_record, is_frozen, is_on_device
from grader.given.nets import build_net

CPU = torch.device("cpu")


def probe(module, case: dict) -> dict:
    """Predict images that lie elsewhere until they are moved to the device."""
    net = ModeRecorder(build_net(case["net"], case["weights"])).train(case["training"])
    torch.manual_seed(case["torch_seed"])
    transfers = Transfers()
    torch.set_grad_enabled(True)
    answer = module.predict(net, transfers.elsewhere(case["images"].clone()), CPU)
    return {
        "what was returned": answer,
        "the modes in which the model ran": net.modes_seen(),
        "whether gradients were recorded": any(net.recorded),
        "whether gradients can be recorded afterwards": can_record(),
        "whether the parameters take gradients afterwards": not is_frozen(net),
        "whether the images were moved to the device": transfers.untouched_elsewhere,
        "where the answer lies": "on the device" if is_on_device(answer) else "on the CPU",
    }
