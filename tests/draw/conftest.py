"""What the tests of the pad share: the pad, served."""

import pytest

from tests.helpers import SOLUTIONS
from tests.pads import served, untrained_weights


@pytest.fixture(scope="session")
def pad(tmp_path_factory):
    """`python -m digits draw` for the reference network, untrained, on a server of its own: (server, weights)."""
    folder = tmp_path_factory.mktemp("pad")
    weights = untrained_weights(folder / "weights.safetensors")
    with served(SOLUTIONS, weights, folder / "mine") as server:
        yield server, weights
