"""Where jobs share a process (not on Linux): put back what an exercise may have left changed."""

import contextlib
import os
import random
import sys
import warnings
from collections.abc import Iterator

import torch


@contextlib.contextmanager
def preserved_state() -> Iterator[None]:
    """Run a block, then restore modules, path, streams, folder, random state and torch's global switches."""
    modules, path, folder = set(sys.modules), list(sys.path), os.getcwd()  # noqa: PTH109 (chdir wants text)
    finders, environment, filters = list(sys.meta_path), dict(os.environ), list(warnings.filters)
    streams = {number: os.dup(number) for number in (1, 2)}
    dtype, intra_op = torch.get_default_dtype(), torch.get_num_threads()
    try:
        yield
    finally:
        for number, copy in streams.items():
            os.dup2(copy, number)
            os.close(copy)
        sys.stdout, sys.stderr = (
            _open_again(stream, number) for stream, number in ((sys.__stdout__, 1), (sys.__stderr__, 2))
        )
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:], sys.meta_path[:], warnings.filters[:] = path, finders, filters
        for name in set(sys.modules) - modules:
            if not name.startswith(("torch", "matplotlib", "numpy", "PIL")):
                del sys.modules[name]
        torch.set_default_dtype(dtype)
        torch.set_default_device(None)
        torch.set_num_threads(intra_op)
        torch.set_grad_enabled(True)
        torch.use_deterministic_algorithms(False)
        random.seed()
        torch.seed()
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
            sys.modules["matplotlib"].rcdefaults()


def _open_again(stream, number: int):
    """A standard stream, or a new one on its descriptor where a job has closed it."""
    return open(number, "w", encoding="utf-8", closefd=False) if stream is None or stream.closed else stream
