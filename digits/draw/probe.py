"""`python -m digits.draw.probe SUBMISSION WEIGHTS`: asks a student's transform and net what a page must know of them.

It runs in a process of its own, for it runs the student's code. Its last line is JSON: `{"mean": ..., "std": ...}` where all is as
the course has it, else `{"error": "what is in the way"}`.
"""

import json
import sys
from pathlib import Path

from digits.draw.faults import describe

TOLERANCE = 1e-4  # between two ways to compute the same log-probability


class RefusalError(Exception):
    """Why the page cannot have this net, in words for the student."""


def scale_of(build_transform) -> tuple[float, float]:
    """The mean and std of a transform, found by asking it about pictures of one grey.

    Raises:
        RefusalError: it does more than to scale each pixel by the same two numbers.
        AnswerError: it does not return a tensor as agreed.
    """
    import numpy as np
    import torch

    from digits.draw.inside import to_input

    transform = build_transform()

    def transformed(pixels):
        return to_input(transform, pixels.tobytes())[0].double()

    black, white = (transformed(np.full((28, 28), grey, np.uint8)) for grey in (0, 255))
    low, high = black[0, 0, 0].item(), white[0, 0, 0].item()
    noise = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
    expected = torch.from_numpy(noise / 255 * (high - low) + low)
    close = all(
        torch.allclose(got, want, rtol=0, atol=TOLERANCE * max(1, abs(high - low)))
        for got, want in ((transformed(noise)[0], expected), (black, black.new_full((), low).expand_as(black)))
    )
    if not close or high == low:
        raise RefusalError(
            "your build_transform() does more than subtract a mean and divide by a std, the same for every pixel, "
            "and the page can do no more than that"
        )
    std = 1 / (high - low)
    return -low * std, std


def check_the_net(make_net, weights: Path) -> None:
    """Hold a student's net to the course's `forward`, on pictures drawn at random.

    Raises:
        RefusalError: it is another network, or the weights are another's.
        AnswerError: what it returns is not as agreed.
    """
    import torch

    from digits.draw.course_net import log_probabilities
    from digits.draw.inside import answers
    from digits.weights import OtherNetError, load_into

    net = make_net()
    try:
        load_into(net, weights)
    except OtherNetError as error:
        raise RefusalError(f"the weights do not fit your DigitCNN any more. {error}") from None
    images = torch.randn(16, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        theirs = answers(net, images).double()
    ours = torch.from_numpy(log_probabilities(net.state_dict(), images))
    if not torch.allclose(theirs, ours, rtol=1e-4, atol=TOLERANCE):
        raise RefusalError(
            "your DigitCNN.forward computes something else than exercise 2.3 asks for, with the same layers"
        )


def probe(submission: Path, weights: Path) -> dict:
    """What `main` prints."""
    from digits.draw.inside import AnswerError

    sys.path.insert(0, str(submission))
    try:
        from stage1_data import build_transform
        from stage2_model import DigitCNN

        mean, std = scale_of(build_transform)
        check_the_net(DigitCNN, weights)
    except (RefusalError, AnswerError) as refusal:
        return {"error": str(refusal).rstrip(".")}
    except (Exception, SystemExit) as error:
        return {"error": told(error, submission)}
    return {"mean": mean, "std": std}


def told(error: BaseException, submission: Path) -> str:
    """An exception of the student's code in one line, with their own file and line."""
    found = describe(error, submission, "it was asked how it reads")
    return found["message"] + (f" ({found['file']}:{found['line']})" if found["file"] else "")


if __name__ == "__main__":
    answer = probe(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
    print(f"\n{json.dumps(answer)}", flush=True)
